using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes.Simplification;

namespace NetGen.Generator.Passes;

/// <summary>
/// Joins the products whose sum is the gradient of a value with several users, such as the heads of a network: a·Vᵀ + b·Wᵀ = [a b]·[V W]ᵀ. One
/// product with a longer contraction goes through its result once; short ones do little else than that. Weights have to be few, since they are
/// copied side by side.
/// </summary>
internal static class JoinProducts
{
    // Products with longer contractions gain nothing, those with fewer results are bound by other things.
    private const int LongestContraction = 32, FewestResults = 64;

    // 64 KB, copied in the time of some hundred thousand operations.
    private const int MostWeights = 16 * 1024;

    public static Graph Run(Graph graph) =>
        DeadCode.Run(GraphRewriter.Rewrite(graph, static (builder, node, inputs) => new Simplifier(builder, [Join, PartRules.Slice, PartRules.JoinSlices]).Add(node.Op, inputs)));

    private static Node? Join(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Add || inputs[0].Type != inputs[1].Type || !inputs.All(IsShort))
            return null;
        // In the order of the definition, in which what comes from one value is likely to lie side by side already.
        var terms = inputs.SelectMany(p => Terms(simplifier, p)).OrderBy(t => t.W.Id).ToArray();
        return terms.Sum(t => t.W.Shape.ElementCount) > MostWeights
            ? null
            : simplifier.Add(new MatMul(true), SideBySide(simplifier, [.. terms.Select(t => t.A)]), SideBySide(simplifier, [.. terms.Select(t => t.W)]));
    }

    private static bool IsShort(Node node) =>
        node is { Op: MatMul { TransposeRight: true }, Type: { Batched: true, Rows: null } }
        && node.Shape.Last >= FewestResults
        && Parts(node.Inputs[1]).All(w => w.Op is Parameter && w.Shape.Last <= LongestContraction);

    /// <summary>The products that have been joined, each with its part of the left operand.</summary>
    private static IEnumerable<(Node A, Node W)> Terms(Simplifier simplifier, Node product)
    {
        var (a, start) = (product.Inputs[0], 0);
        foreach (var weights in Parts(product.Inputs[1]))
        {
            yield return (simplifier.Add(new Slice(a.Shape.Rank - 1, start, weights.Shape.Last), a), weights);
            start += weights.Shape.Last;
        }
    }

    private static Node SideBySide(Simplifier simplifier, Node[] parts) => simplifier.Add(new Concat(parts[0].Shape.Rank - 1), parts);

    private static IReadOnlyList<Node> Parts(Node weights) => weights.Op is Concat { Axis: 1 } ? [.. weights.Inputs] : [weights];
}
