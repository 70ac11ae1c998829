using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Gradients of a convolution's kernel and bias, where they are small beside the pictures, sample by sample: they are taken while the sample's gradient is in
/// the cache, and it never reaches memory. What remains to sum over the batch is small.
/// </summary>
internal static class SampleGradients
{
    // Sums over fewer pixels for each element of the kernel gain nothing, smaller pictures stay in the cache anyway.
    private const int FewestPixels = 32, SmallestPicture = 4096;

    public static Graph Run(Graph graph)
    {
        var pictures = graph.Nodes.Where(HasSmallKernel).Select(n => n.Inputs[1]).ToArray();
        return pictures.Length == 0 ? graph : GraphRewriter.Rewrite(graph, (builder, node, inputs) => node.Op switch
        {
            ConvolutionGradient gradient when HasSmallKernel(node) => Sum(builder, gradient with { OfSamples = true }, inputs),
            BatchSum { LeadingAxes: > 0 } sum when pictures.Contains(node.Inputs[0]) => Sum(builder, new LeadingSum(sum.LeadingAxes), inputs),
            _ => builder.Add(node.Op, inputs),
        });
    }

    private static Node Sum(GraphBuilder builder, Op ofSamples, Node[] inputs) => builder.Add(new BatchSum(0), builder.Add(ofSamples, inputs));

    private static bool HasSmallKernel(Node node) =>
        node.Op is ConvolutionGradient && node.Inputs.All(i => i.Type is { Batched: true, Rows: null })
        && node.Inputs[1].Shape.ElementCount is >= SmallestPicture and var floats && floats / FewestPixels >= node.Shape.ElementCount;
}
