using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A pooling by the mean.</summary>
internal abstract class AveragePoolingLayer(int axes) : PoolingLayer(axes)
{
    public sealed override string Name => $"AveragePool{Dimensions}";

    public sealed override string Summary => $"The mean of each window over {Pictures.Describe(AxisCount)}, channel by channel.";

    public sealed override string Formula => "Σₜ x[p · stride + t] / n over the n positions of the window that lie inside";

    protected sealed override Node Pool(GraphBuilder builder, Node x, PoolingWindow window) => builder.Add(new AveragePooling(window), x);
}
