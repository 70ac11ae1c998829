using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The common parts of softmax, its logarithm and cross entropy, over the last axis. The largest element is subtracted first, so
/// that no
/// exponential overflows; it cancels from the results and hence from the gradient.</summary>
/// <param name="Shifted">x − max x.</param>
/// <param name="Exponentials">exp(x − max x).</param>
/// <param name="Sum">Their sum, without the last axis.</param>
internal sealed record StableSoftmax(Node Shifted, Node Exponentials, Node Sum)
{
    public static StableSoftmax Of(GraphBuilder builder, string operation, Node x)
    {
        Axes.RequireOne(operation, x);
        var largest = builder.Add(new StopGradient(), builder.Reduce(new ReduceMax(1), x, keepAxes: true));
        var shifted = builder.Minus(x, largest);
        var exponentials = builder.Add(new Exp(), shifted);
        return new(shifted, exponentials, builder.Sum(exponentials, 1));
    }

    public Node KeptSum(GraphBuilder builder) => builder.Reshape(Sum, Expressions.KeepAxes(Shifted.Shape, 1));
}
