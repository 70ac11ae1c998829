using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>One step of a program: what it reads from memory, what it leaves there, and how.</summary>
/// <param name="Nodes">The nodes it computes, in graph order.</param>
/// <param name="Reads">Values that it needs from memory.</param>
/// <param name="Writes">Values that somebody needs afterwards.</param>
internal abstract record Kernel(IReadOnlyList<Node> Nodes, IReadOnlyList<Node> Reads, IReadOnlyList<Node> Writes)
{
    /// <summary>The parameter whose gradient the kernel hands to the update, which may change the parameter there and then; null for most kernels.</summary>
    public Node? Updates { get; init; }

    /// <summary>Floats of scratch memory for each row while the kernel runs; they are the memory of its first node.</summary>
    public virtual int ScratchFloatsPerRow => 0;

    /// <summary>Whether a worker needs, and fills, its own rows of the batch only. The others need all rows of what they read and
    /// are divided by what they write, or run once.</summary>
    public abstract bool IsRowLocal { get; }

    /// <summary>Whether a kernel that fills its worker's own rows only reads others' rows for them, in another order than they lie.</summary>
    public virtual bool ReadsAllRows => false;

    /// <summary>The rows that it computes, or sums; null where it goes over the whole batch, or does not depend on it.</summary>
    public virtual RowSet? Rows => Nodes[0].Type.Rows;

    /// <summary>Floating-point operations for one row of the batch (for all of it, if the kernel does not depend on the batch).</summary>
    public abstract long Operations { get; }
}

/// <summary>A movement of elements within each sample.</summary>
internal sealed record MovementKernel(Node Node, IReadOnlyList<Node> Reads) : Kernel([Node], Reads, [Node])
{
    /// <summary>Which of the copies that make up the movement it does: all of them, unless they are too many for one method.</summary>
    public (int First, int End) Regions { get; init; } = (0, int.MaxValue);

    public override bool IsRowLocal => Node.Type.Batched;

    public override long Operations => Node.Shape.ElementCount;
}

/// <summary>A kernel of Runtime that stores its results itself.</summary>
internal sealed record OpKernel(Node Node, IReadOnlyList<Node> Reads) : Kernel([Node], Reads, [Node])
{
    public KernelOp Op => (KernelOp)Node.Op;

    public override RowSet? Rows => Op.RowsOf(Node);

    public override bool IsRowLocal => Op.IsRowLocal(Node);

    public override long Operations => Op.Operations(Node);
}

/// <summary>The mask of a dropout layer, drawn from the step, the layer and the place.</summary>
internal sealed record MaskKernel(Node Node) : Kernel([Node], [], [Node])
{
    public override bool IsRowLocal => true;

    public override long Operations => 10L * Node.Shape.ElementCount;
}
