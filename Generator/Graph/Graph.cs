using System.Collections.Immutable;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Graphs;

/// <summary>What a result of a graph is for.</summary>
internal enum ResultRole
{
    Output,
    Loss,
    Metric,

    /// <summary>The gradient of the loss with respect to a parameter or an input; the name is theirs.</summary>
    Gradient,

    /// <summary>What a parameter that training keeps without a gradient becomes in a step; the name is its.</summary>
    State,

    /// <summary>A value that is computed from parameters alone and kept until they change.</summary>
    Derived,
}

/// <summary>A value that leaves the graph, with the name that users know it by.</summary>
internal sealed record GraphResult(ResultRole Role, string Name, Node Value);

/// <summary>A name that the user gave to a value: a local, a layer, an input or an output.</summary>
internal sealed record NamedNode(string Name, Node Value);

/// <summary>A tensor program in static single assignment: nodes in an order in which each follows its inputs, equal nodes being one.</summary>
internal sealed class Graph(ImmutableArray<Node> nodes, ImmutableArray<GraphResult> results, ImmutableArray<NamedNode> names) : IEquatable<Graph>
{
    public ImmutableArray<Node> Nodes { get; } = nodes;

    public ImmutableArray<GraphResult> Results { get; } = results;

    public ImmutableArray<NamedNode> Names { get; } = names;

    /// <summary>The same program by value: operations, types, results and names, node by node.</summary>
    public bool Equals(Graph? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        return other is not null
            && Nodes.Length == other.Nodes.Length
            && Nodes.Zip(other.Nodes, SameNode).All(same => same)
            && Results.Select(r => (r.Role, r.Name, r.Value.Id)).SequenceEqual(other.Results.Select(r => (r.Role, r.Name, r.Value.Id)))
            && Names.Select(n => (n.Name, n.Value.Id)).SequenceEqual(other.Names.Select(n => (n.Name, n.Value.Id)));
    }

    public override bool Equals(object? obj) => Equals(obj as Graph);

    public override int GetHashCode()
    {
        var hash = Nodes.Length;
        foreach (var node in Nodes)
            hash = unchecked((hash * 31) + node.Op.GetHashCode());
        return hash;
    }

    private static bool SameNode(Node left, Node right) =>
        left.Op.Equals(right.Op)
        && left.Type == right.Type
        && left.Inputs.Select(i => i.Id).SequenceEqual(right.Inputs.Select(i => i.Id));
}
