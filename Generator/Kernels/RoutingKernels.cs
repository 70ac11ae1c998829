using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Groups rows by the branch that they choose; once for all workers.</summary>
internal sealed record RouteKernel(Node Node, IReadOnlyList<Node> Reads) : Kernel([Node], Reads, [Node])
{
    public override bool IsRowLocal => false;

    public override long Operations => 4L * Node.Shape.ElementCount;
}

/// <summary>Rows of one value for some branches of a choice, each into the branch's place.</summary>
internal sealed record GatherKernel(IReadOnlyList<Node> Nodes, IReadOnlyList<Node> Reads) : Kernel(Nodes, Reads, Nodes)
{
    public override bool IsRowLocal => true;

    public override bool ReadsAllRows => true;

    /// <summary>Each branch's part is told apart when it runs.</summary>
    public override RowSet? Rows => null;

    public Node Source => Access.Resolve(Nodes[0].Inputs[0]);

    public Node Route => Nodes[0].Inputs[1];

    public override long Operations => Nodes[0].Shape.ElementCount * (long)Routing.SlotsOf(Route);
}

/// <summary>Values of branches back into the order of the rows that chose.</summary>
internal sealed record MergeKernel(Node Node, IReadOnlyList<Node> Reads) : Kernel([Node], Reads, [Node])
{
    public override bool IsRowLocal => true;

    public override bool ReadsAllRows => true;

    public Node Route => Node.Inputs[0];

    /// <summary>The value of each branch of the choice; null where the branch contributes nothing.</summary>
    public IReadOnlyList<Node?> Values
    {
        get
        {
            IReadOnlyList<int> branches = Node.Op is MergeColumns columns ? columns.Branches : ((Merge)Node.Op).Branches;
            var values = new Node?[((Route)Route.Op).Branches];
            for (var i = 0; i < branches.Count; i++)
                values[branches[i]] = Access.Resolve(Node.Inputs[i + 1]);
            return values;
        }
    }

    public override long Operations => Node.Shape.ElementCount * (long)Routing.SlotsOf(Route);
}
