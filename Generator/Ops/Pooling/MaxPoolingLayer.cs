using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A pooling by the largest element.</summary>
internal abstract class MaxPoolingLayer(int axes) : PoolingLayer(axes)
{
    public sealed override string Name => $"MaxPool{Dimensions}";

    public sealed override string Summary => $"The largest element of each window over {Pictures.Describe(AxisCount)}, channel by channel.";

    public sealed override string Formula => "maxₜ x[p · stride + t]; the gradient goes to the first of equal ones";

    protected sealed override Node Pool(GraphBuilder builder, Node x, PoolingWindow window) => builder.Add(new MaxPooling(window), x);
}
