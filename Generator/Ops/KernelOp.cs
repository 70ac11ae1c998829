using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>
/// An op that a kernel of Runtime computes. It says how workers divide the kernel and writes the call; what is fused with it, when it runs and where its
/// values lie follows from that.
/// </summary>
internal abstract record KernelOp : Op
{
    /// <summary>
    /// Whether the kernel hands its results to an <c>IEpilogue</c>, as vectors of neighbouring elements of the last axis: elementwise operations that follow are
    /// then computed while the results are in registers. Otherwise it stores them itself.
    /// </summary>
    public virtual bool HasEpilogue => false;

    /// <summary>Whether the result is a sum over the rows of the batch, like the gradient of a parameter.</summary>
    public virtual bool SumsRows => false;

    /// <summary>Whether more results follow a row that the kernel computes alone, so that no vector may be stored beyond its end.</summary>
    public virtual bool HasResultsBehindRow => false;

    /// <summary>Whether the kernel leaves results that are zero out where its epilogue says that it may (<c>IEpilogue.SkipsZeros</c>): an update then touches
    /// the rest of the parameter only.</summary>
    public virtual bool LeavesZerosOut => false;

    /// <summary>What the kernel is to the layer whose parameter is its second operand, <c>forward</c> or <c>backward</c>; null if it is called after its
    /// result.</summary>
    public virtual string? Direction => null;

    /// <summary>The rows that the kernel goes over: those of its result, or of what it sums; null for the whole batch.</summary>
    public RowSet? RowsOf(Node node) => SumsRows ? node.Inputs.Select(i => i.Type.Rows).FirstOrDefault(rows => rows is not null) : node.Type.Rows;

    /// <summary>Whether each worker computes its own rows of the batch and needs no others. If not, workers wait for each other before the kernel, and
    /// divide its results: <see cref="KernelCall.Split"/>.</summary>
    public virtual bool IsRowLocal(Node node) => node.Type.Batched;

    /// <summary>
    /// The rows of the batch that parts of it must begin at a multiple of, a power of two, where the kernel may compute some rows now and some later; null
    /// where that would cost more than it saves, since the kernel reads much for however few rows.
    /// </summary>
    public virtual int? RowMultiple(Node node) => null;

    /// <summary>What a row of the batch consists of where several workers can compute one row, each some of its items; null where a row has one worker.</summary>
    public virtual RowItems? ItemsOfRow(Node node) => null;

    /// <summary>Floating-point operations for one row of the batch; for all of it where no operand depends on the batch.</summary>
    public abstract long Operations(Node node);

    /// <summary>Writes the call of the kernel.</summary>
    public abstract void Emit(KernelCall call);
}

/// <summary>The items of a kernel for a row of the batch, such as pixels.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Multiple">What the parts of workers begin at multiples of.</param>
internal readonly record struct RowItems(int Count, int Multiple)
{
    /// <summary>The most workers that they can be divided among.</summary>
    public int Parts => (Count + Multiple - 1) / Multiple;
}
