using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Values that can be computed as one, in which they lie side by side along the last axis.</summary>
/// <param name="Members">The values, in the order in which they lie there.</param>
internal abstract record Siblings(IReadOnlyList<Node> Members)
{
    /// <summary>The part of the one value that <paramref name="count"/> members are.</summary>
    public Slice Part(int first, int count) => new(Members[0].Shape.Rank - 1, Members.Take(first).Sum(m => m.Shape.Last), Members.Skip(first).Take(count).Sum(m => m.Shape.Last));
}

/// <summary>Products of one value with several weights.</summary>
internal sealed record SiblingProducts(IReadOnlyList<Node> Members, IReadOnlyList<Parameter> Weights) : Siblings(Members);

/// <summary>What is added up from siblings and others.</summary>
internal sealed record SiblingSums(IReadOnlyList<Node> Members, IReadOnlyList<SiblingTerm> Terms) : Siblings(Members);

/// <summary>An operand of sums: one for each of them.</summary>
internal abstract record SiblingTerm;

/// <summary>Siblings, from the one at <paramref name="First"/> on.</summary>
internal sealed record SiblingPart(Siblings Siblings, int First) : SiblingTerm;

/// <summary>Biases.</summary>
internal sealed record SiblingBiases(IReadOnlyList<Parameter> Biases) : SiblingTerm;
