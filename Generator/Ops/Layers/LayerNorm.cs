using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class LayerNormLayer : Layer
{
    public static readonly FunctionParameter AxesProperty =
        new(ParameterKind.Integer, "Axes", "How many of the last axes are normalised together.", "1");

    public override string Name => "LayerNorm";

    public override string Summary => "Normalises the last axis of each row to mean 0 and variance 1, then scales and shifts it as learned.";

    public override string Formula =>
        "(x − mean x) / √(var x + Epsilon) · scale + bias, scale and bias of the normalised sizes; Ba, Kiros and Hinton (2016)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
        [AxesProperty, Scaling.Epsilon("1e-5f"), Scaling.UseScale, Scaling.UseBias];

    public override string Describe(LayerArguments arguments) => "LayerNorm";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var x = builder.Number(input);
        var axes = AxesOf(context, x.Shape);
        var centered = builder.Minus(x, builder.Mean(x, axes, keepAxes: true));
        var variance = builder.Mean(builder.Add(new Square(), centered), axes, keepAxes: true);
        var y = Scaling.Divide(builder, centered, variance, Scaling.EpsilonOf(context));
        return Scaling.Apply(context, y, x.Shape.Trailing(axes), context.Arguments.Boolean("UseBias"));
    }

    /// <exception cref="DefinitionException">The value has fewer axes, or their number is not positive.</exception>
    public static int AxesOf(LayerContext context, Shape shape)
    {
        var axes = context.Arguments.Integer("Axes");
        if (axes < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Axes", axes, "at least 1");
        if (axes > shape.Rank)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, context.Name, axes == 1 ? "at least one axis" : $"{Literals.Print(axes)} axes", shape);
        return axes;
    }
}
