using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Replaces each StopGradient by its input, and what is different while training by what it is then. Only right once nothing will be
/// differentiated any more, and after prediction has been given its own.</summary>
internal static class StopGradientErasure
{
    public static Graph Run(Graph graph) =>
        GraphRewriter.Rewrite(graph, static (builder, node, inputs) => node.Op is StopGradient or WhileTraining ? inputs[0] : builder.Add(node.Op, inputs));
}
