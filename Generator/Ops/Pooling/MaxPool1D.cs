using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MaxPool1DLayer() : PoolingLayer(1)
{
    public override string Name => "MaxPool1D";

    public override string Summary => "The largest element of each window over a sequence [length, channels], channel by channel.";

    public override string Formula => "maxₜ x[p · stride + t]; the gradient goes to the first of equal ones";

    protected override Node Pool(GraphBuilder builder, Node x, PoolingWindow window) => builder.Add(new MaxPooling(window), x);
}
