using System.Collections.Immutable;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Graphs;

/// <summary>One value of a graph: an operation applied to earlier values. Immutable; made by <see cref="GraphBuilder"/> only.</summary>
internal sealed class Node(int id, Op op, ImmutableArray<Node> inputs, TensorType type)
{
    /// <summary>The position in the graph; inputs have smaller ones.</summary>
    public int Id { get; } = id;

    public Op Op { get; } = op;

    public ImmutableArray<Node> Inputs { get; } = inputs;

    public TensorType Type { get; } = type;

    public Shape Shape => Type.Shape;

    public override string ToString() => $"%{Id} = {Op.Print()}({string.Join(", ", Inputs.Select(i => $"%{i.Id}"))}) : {Type}";
}
