using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Replaces each StopGradient by its input. Only right once nothing will be differentiated any more.</summary>
internal static class StopGradientErasure
{
    public static Graph Run(Graph graph) =>
        GraphRewriter.Rewrite(graph, static (builder, node, inputs) => node.Op is StopGradient ? inputs[0] : builder.Add(node.Op, inputs));
}
