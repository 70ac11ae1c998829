using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Gradients that are small beside what they are a sum of, sample by sample: those of a convolution's kernel over large pictures, and those of biases and scales over
/// many positions. They are taken while the sample's gradient is in the cache, and if nothing else needs that, it never reaches memory. What remains to sum over the
/// batch is small.
/// </summary>
internal static class SampleGradients
{
    // Sums over fewer pixels or positions for each of their elements gain nothing, smaller samples stay in the cache anyway.
    private const int FewestPositions = 32, SmallestPicture = 4096, SmallestSample = 2048;

    public static Graph Run(Graph graph)
    {
        return !graph.Nodes.Any(n => HasSmallKernel(n) || HasManyPositions(n)) ? graph : GraphRewriter.Rewrite(graph, (builder, node, inputs) => node.Op switch
        {
            ConvolutionGradient gradient when HasSmallKernel(node) => Sum(builder, gradient with { OfSamples = true }, inputs),
            BatchSum sum when HasManyPositions(node) => Sum(builder, new LeadingSum(sum.LeadingAxes), inputs),
            _ => builder.Add(node.Op, inputs),
        });
    }

    private static Node Sum(GraphBuilder builder, Op ofSamples, Node[] inputs) => builder.Add(new BatchSum(0), builder.Add(ofSamples, inputs));

    private static bool HasSmallKernel(Node node) =>
        node.Op is ConvolutionGradient && node.Inputs.All(i => i.Type is { Batched: true, Rows: null })
        && node.Inputs[1].Shape.ElementCount is >= SmallestPicture and var floats && floats / FewestPositions >= node.Shape.ElementCount;

    private static bool HasManyPositions(Node node) =>
        node.Op is BatchSum { LeadingAxes: > 0 } && node.Inputs[0].Type is { Rows: null, Shape.ElementCount: >= SmallestSample and var floats }
        && floats / FewestPositions >= node.Shape.ElementCount;
}
