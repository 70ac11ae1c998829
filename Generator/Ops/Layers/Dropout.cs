using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class DropoutLayer : Layer
{
    public override string Name => "Dropout";

    public override string Summary =>
        "Sets random elements to 0 while training, and scales the others so that the mean stays; does "
        + "nothing in prediction and evaluation.";

    public override string Formula =>
        "x · m / (1 − rate), m being 0 with probability rate, else 1; Srivastava et al. (2014). The mask is "
        + "a function of seed, step, layer and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Float, "rate", "The probability of 0, from 0 to below 1.")];

    public override string Describe(LayerArguments arguments) => $"Dropout {Literals.Print(arguments.Float("rate"))}";

    public override string? NoEffect(LayerArguments arguments) => DropoutFunction.NoEffect(arguments.Float("rate"));

    // The mask belongs to the layer and to the value that it is applied to: a layer that is shared by two values drops independently.
    public override Node Apply(LayerContext context, Node input)
    {
        var x = context.Builder.Number(input);
        var mask = $"{context.Name}.{Literals.Print(x.Id)}";
        return DropoutFunction.Apply(context.Builder, context.Name, mask, x, context.Arguments.Float("rate"));
    }
}
