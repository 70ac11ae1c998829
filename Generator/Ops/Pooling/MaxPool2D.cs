using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class MaxPool2DLayer() : PoolingLayer(2)
{
    public override string Name => "MaxPool2D";

    public override string Summary => "The largest element of each window over a picture [height, width, channels], channel by channel.";

    public override string Formula => "maxₜ x[p · stride + t]; the gradient goes to the first of equal ones";

    protected override Node Pool(GraphBuilder builder, Node x, PoolingWindow window) => builder.Add(new MaxPooling(window), x);
}
