namespace NetGen;

/// <summary>What a node of a <see cref="NetworkGraph"/> stands for.</summary>
public enum GraphNodeKind
{
    /// <summary>An input of the network.</summary>
    Input,

    /// <summary>A training target.</summary>
    Target,

    /// <summary>A layer applied to values; has parameters or is named in the definition.</summary>
    Layer,

    /// <summary>An operation without parameters.</summary>
    Operation,

    /// <summary>What decides for each row which branches are computed for it.</summary>
    Choice,

    /// <summary>An output of the network.</summary>
    Output,

    /// <summary>What training minimises.</summary>
    Loss,

    /// <summary>What evaluation reports.</summary>
    Metric,
}

/// <summary>One value of a network at layer level and how it is computed.</summary>
/// <param name="Name">The name of the node, such as <c>Trunk.0</c>, <c>h</c> or <c>x</c>.</param>
/// <param name="Kind">What the node stands for.</param>
/// <param name="Label">What is computed, in words: <c>Dense 50, ReLU</c>; empty where the name says it.</param>
/// <param name="Inputs">The nodes it is computed from, as indices of <see cref="NetworkGraph.Nodes"/>, each below its own.</param>
/// <param name="Shape">The sizes of one row of the value, without the batch.</param>
/// <param name="Parameters">The parameters it uses, as indices of <see cref="NetworkGraph.Parameters"/>; null for none.</param>
/// <param name="Group">The layer method or subnetwork it is part of, drawn as a box around its nodes; empty for none.</param>
/// <param name="Choice">The node that decides for each row whether this one is computed for it, as an index of <see cref="NetworkGraph.Nodes"/> below its own; null where it is
/// computed for all rows.</param>
/// <param name="Branch">The branch of that choice, from 0.</param>
public sealed record GraphNode(
    string Name,
    GraphNodeKind Kind,
    string Label,
    IReadOnlyList<int> Inputs,
    IReadOnlyList<int> Shape,
    IReadOnlyList<int>? Parameters = null,
    string Group = "",
    int? Choice = null,
    int? Branch = null);

/// <summary>One parameter tensor of a network.</summary>
/// <param name="Name">The name by which it is saved, such as <c>Trunk.0.kernel</c>.</param>
/// <param name="Shape">Its sizes; a dense kernel is [in, out].</param>
/// <param name="Trainable">Whether training changes it.</param>
public sealed record GraphParameter(string Name, IReadOnlyList<int> Shape, bool Trainable = true)
{
    /// <summary>The number of elements.</summary>
    public int Count { get; } = ShapeText.Product(Shape);
}
