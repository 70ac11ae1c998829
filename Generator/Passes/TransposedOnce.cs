using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Transposes the weights that a step of a recurrence multiplies with once, before the first step: the product would do so at each.</summary>
internal static class TransposedOnce
{
    // Fewer steps than this do not pay for another wait of all workers.
    private const int FewestSteps = 4;

    public static Graph Run(Graph graph)
    {
        var products = new HashSet<Node>(graph.Nodes.Where(n => n.Op is Scan { Steps: >= FewestSteps }).SelectMany(n => ((Scan)n.Op).Body.Nodes).Where(IsTransposed));
        return products.Count == 0 ? graph : DeadCode.Run(GraphRewriter.Rewrite(graph, (builder, node, inputs) => products.Contains(node) && inputs[1].Op is Parameter or Concat
            ? builder.Add(new MatMul(false), inputs[0], builder.Add(new Transpose(EquatableArray.Of(1, 0)), inputs[1]))
            : builder.Add(node.Op, inputs)));
    }

    private static bool IsTransposed(Node node) => node.Op is MatMul { TransposeRight: true } && node.Inputs[0].Shape.Rank == 1;
}
