using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GaussianNoiseLayer : Layer
{
    public override string Name => "GaussianNoise";

    public override string Summary => "Adds normal noise while training; does nothing in prediction and evaluation.";

    public override string Formula =>
        "x + deviation · n, n standard normal for each element; Bishop (1995). The noise is a function of seed, step, layer and row";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Float, "deviation", "The standard deviation of the noise, 0 or more.")];

    public override string Describe(LayerArguments arguments) => $"GaussianNoise {Literals.Print(arguments.Float("deviation"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var (x, deviation) = (builder.Number(input), context.Arguments.Float("deviation"));
        if (!(deviation >= 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "deviation", Literals.Print(deviation), "0 or more");
        return deviation == 0 ? x : builder.Add(new WhileTraining(), builder.Plus(x, builder.Times(Draw(context, x), deviation)), x);
    }

    /// <summary>Numbers that belong to the layer and to the value that it is applied to.</summary>
    public static Node Draw(LayerContext context, Node x) =>
        context.Builder.Add(new NormalNoise($"{context.Name}.{Literals.Print(x.Id)}", x.Shape));
}
