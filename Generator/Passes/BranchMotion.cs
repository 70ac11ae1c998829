using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Computes each value for the rows that need it: once before the branches what all of them share, and in a branch what nothing else needs.</summary>
internal static class BranchMotion
{
    public static Graph Run(Graph graph) => graph.Nodes.Any(n => n.Op is Route) ? BranchSinking.Run(BranchHoisting.Run(graph)) : graph;
}
