using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class SpatialDropoutLayer : Layer
{
    public override string Name => "SpatialDropout";

    public override string Summary =>
        "Sets random channels, elements of the last axis, to 0 at all positions of a row while training, and scales the others so that the mean "
        + "stays; does nothing in prediction and evaluation.";

    public override string Formula =>
        "x · m / (1 − rate), m [channels] being 0 with probability rate, else 1; Tompson et al. (2015). The mask is a function of seed, step, layer and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Float, "rate", "The probability of 0, from 0 to below 1.")];

    public override string Describe(LayerArguments arguments) => $"SpatialDropout {Literals.Print(arguments.Float("rate"))}";

    public override string? NoEffect(LayerArguments arguments) => DropoutFunction.NoEffect(arguments.Float("rate"));

    public override Node Apply(LayerContext context, Node input)
    {
        var x = Axes.RequireOne(context.Name, context.Builder.Number(input));
        var mask = $"{context.Name}.{Literals.Print(x.Id)}";
        return DropoutFunction.Apply(context.Builder, context.Name, mask, x, context.Arguments.Float("rate"), x.Shape.Trailing(1));
    }
}
