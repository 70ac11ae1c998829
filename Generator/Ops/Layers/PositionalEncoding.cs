using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class PositionalEncodingLayer : Layer
{
    public override string Name => "PositionalEncoding";

    public override string Summary => "Adds sines and cosines by which positions of a sequence can be told apart, without anything to learn.";

    public override string Formula =>
        "x + p, p[t, 2i] = sin(t / Base^(2i/features)), p[t, 2i + 1] = cos(t / Base^(2i/features)); Vaswani et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override IReadOnlyList<FunctionParameter> Properties =>
        [new(ParameterKind.Float, "Base", "The longest wave is 2π · Base positions long; above 1.", "10000f")];

    public override string Describe(LayerArguments arguments) => "PositionalEncoding";

    public override Node Apply(LayerContext context, Node input)
    {
        var x = PositionEmbeddingLayer.RequireSequence(context, input);
        var (builder, longest, features) = (context.Builder, context.Arguments.Float("Base"), x.Shape.Last);
        if (!(longest > 1))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Base", Literals.Print(longest), "above 1");
        if (features % 2 != 0)
            throw new DefinitionException(DiagnosticIds.SplitUneven, 2, features, x.Shape);
        var step = (float)(-2 * Math.Log(longest) / features);
        var frequency = builder.Add(new Exp(), builder.Times(Numbers(builder, features / 2), step));
        var position = builder.Reshape(Numbers(builder, x.Shape[x.Shape.Rank - 2]), Shape.Of(x.Shape[x.Shape.Rank - 2], 1));
        var angle = builder.Times(position, frequency);
        var waves = Joining.Stack(builder, context.Name, -1, [builder.Add(new Sin(), angle), builder.Add(new Cos(), angle)]);
        return builder.Plus(x, builder.Reshape(waves, x.Shape.Trailing(2)));
    }

    private static Node Numbers(GraphBuilder builder, int count) => builder.Number(builder.Add(new Iota(count)));
}
