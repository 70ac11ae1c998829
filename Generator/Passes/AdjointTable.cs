using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>The adjoints found so far, by node id; only of nodes that lead to something wanted.</summary>
internal sealed class AdjointTable(GraphBuilder builder, bool[] leads)
{
    private readonly Node?[] _adjoints = new Node?[leads.Length];

    public Node? this[int id] => _adjoints[id];

    public bool Needs(Node node) => leads[node.Id];

    /// <summary>Adds to the adjoint of <paramref name="node"/>, in the order of the calls.</summary>
    public void Accumulate(Node node, Node gradient)
    {
        if (!Needs(node))
            return;
        var part = BroadcastAdjoint.SumTo(builder, gradient, node.Type);
        _adjoints[node.Id] = _adjoints[node.Id] is { } sum ? builder.Plus(sum, part) : part;
    }
}

/// <summary>The view of one node while it is differentiated.</summary>
internal sealed class AdjointContext(GraphBuilder builder, Node node, Node adjoint, AdjointTable adjoints)
    : GradientContext(builder, node, adjoint)
{
    public override bool Needs(int index) => adjoints.Needs(Node.Inputs[index]);

    public override void Accumulate(int index, Node gradient) => adjoints.Accumulate(Node.Inputs[index], gradient);
}
