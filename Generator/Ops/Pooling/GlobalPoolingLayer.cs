using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A pooling over all positions: a window as large as its input.</summary>
internal abstract class GlobalPoolingLayer : Layer
{
    public sealed override IReadOnlyList<FunctionParameter> Parameters => [];

    public sealed override string Describe(LayerArguments arguments) => Name;

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var (builder, x) = (context.Builder, context.Builder.Number(input));
        if (x.Shape.Rank < 2)
            throw new DefinitionException(DiagnosticIds.PositionsMissing, context.Name, "two axes or more, positions × channels", x.Shape);
        var (channels, positions) = (x.Shape.Last, x.Shape.ElementCount / x.Shape.Last);
        x = builder.Reshape(builder.Broadcast(x, x.Type with { Batched = true }), Shape.Of(1, positions, channels));
        return builder.Reshape(builder.Add(Pool(new PoolingWindow(1, positions, 1, positions, 0, 0, 1, 1)), x), Shape.Of(channels));
    }

    protected abstract Op Pool(PoolingWindow window);
}
