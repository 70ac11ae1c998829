using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class RmsNormLayer : Layer
{
    public override string Name => "RmsNorm";

    public override string Summary => "Divides the last axis of each row by its root mean square, then scales it as learned: a layer norm without the mean.";

    public override string Formula =>
        "x / √(mean x² + Epsilon) · scale, scale of the normalised sizes; Zhang and Sennrich (2019)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
        [LayerNormLayer.AxesProperty, Scaling.Epsilon("1e-6f"), Scaling.UseScale];

    public override string Describe(LayerArguments arguments) => "RmsNorm";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var x = builder.Number(input);
        var axes = LayerNormLayer.AxesOf(context, x.Shape);
        var square = builder.Mean(builder.Add(new Square(), x), axes, keepAxes: true);
        var y = Scaling.Divide(builder, x, square, Scaling.EpsilonOf(context));
        return Scaling.Apply(context, y, x.Shape.Trailing(axes), useBias: false);
    }
}
