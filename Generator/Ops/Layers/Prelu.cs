using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class PreluLayer : Layer
{
    private static readonly InitializerSpec SlopeStart = new("Constant", 0.25f);

    public override string Name => "Prelu";

    public override string Summary => "Parametric rectified linear unit: the factor for negative elements is learned.";

    public override string Formula => "x where x > 0, else slope · x, slope [channels] starting at 0.25; He et al. (2015)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
        [new(ParameterKind.Boolean, "Shared", "Whether all channels have one slope instead of one each.", "false")];

    public override string Describe(LayerArguments arguments) => "PReLU";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var x = builder.Number(input);
        var shape = context.Arguments.Boolean("Shared") || x.Shape.Rank == 0 ? Shape.Of(1) : x.Shape.Trailing(1);
        var slope = context.Parameter("slope", shape, SlopeStart);
        var factor = x.Shape.Rank == 0 ? builder.Reshape(slope, Shape.Scalar) : slope;
        var positive = builder.Add(new Greater(), x, builder.Constant(0));
        return builder.Where(positive, x, builder.Times(x, factor));
    }
}
