using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class AveragePool2DLayer() : PoolingLayer(2)
{
    public override string Name => "AveragePool2D";

    public override string Summary => "The mean of each window over a picture [height, width, channels], channel by channel.";

    public override string Formula => "Σₜ x[p · stride + t] / n over the n positions of the window that lie inside";

    protected override Node Pool(GraphBuilder builder, Node x, PoolingWindow window) => builder.Add(new AveragePooling(window), x);
}
