using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GlobalMaxPoolLayer : Layer
{
    public override string Name => "GlobalMaxPool";

    public override string Summary => "The largest element of each channel over all positions of a sequence or picture.";

    public override string Formula => "maxₚ x[p, c]";

    public override IReadOnlyList<FunctionParameter> Parameters => [];

    public override string Describe(LayerArguments arguments) => Name;

    public override Node Apply(LayerContext context, Node input)
    {
        var (builder, x) = (context.Builder, context.Builder.Number(input));
        if (x.Shape.Rank < 2)
            throw new DefinitionException(DiagnosticIds.PositionsMissing, context.Name, "two axes or more, positions × channels", x.Shape);
        var (channels, positions) = (x.Shape.Last, x.Shape.ElementCount / x.Shape.Last);
        x = builder.Reshape(builder.Broadcast(x, x.Type with { Batched = true }), Shape.Of(1, positions, channels));
        return builder.Reshape(builder.Add(new MaxPooling(new PoolingWindow(1, positions, 1, positions, 0, 0, 1, 1)), x), Shape.Of(channels));
    }
}
