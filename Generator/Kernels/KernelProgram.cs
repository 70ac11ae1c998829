using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>A graph as it will run: kernels in order, the memory of each value, and the points where workers wait for each other.</summary>
/// <param name="Name">The name of the program in the generated code: <c>Train</c>.</param>
/// <param name="Steps">The kernels in order.</param>
/// <param name="Buffers">The memory of every value that lies in memory.</param>
/// <param name="ArenaFloatsPerRow">Workspace for each row of the batch.</param>
/// <param name="FixedFloats">Workspace besides.</param>
/// <param name="Gradients">The names of the gradients, in the order of their bits in the mask of wanted ones.</param>
internal sealed record KernelProgram(
    string Name,
    Graph Graph,
    IReadOnlyList<KernelStep> Steps,
    IReadOnlyDictionary<Node, KernelBuffer> Buffers,
    int ArenaFloatsPerRow,
    int FixedFloats,
    IReadOnlyList<string> Gradients)
{
    /// <summary>The rows of a block that matrix products treat alike.</summary>
    public const int RowBlock = 16;

    // What the runtime wants to have for each worker, so that a run on several pays.
    private const long OperationsOfShare = 100_000;

    // Workers that divide a kernel hand each other what it reads and writes, twice for each, and on some machines that takes microseconds.
    private const long OperationsOfDividedKernel = 1_000_000;

    /// <summary>For each choice the offset in the fixed workspace of the places where its branches begin.</summary>
    public IReadOnlyDictionary<Node, int> BranchBounds { get; init; } = new Dictionary<Node, int>();

    /// <summary>Neighbouring steps that take turns on a few rows at a time.</summary>
    public IReadOnlyList<RowStrip> Strips { get; init; } = [];

    /// <summary>What the values inside strips take for each row of a strip: the last part of the arena.</summary>
    public int StripFloats { get; init; }

    /// <summary>What the generated code calls the rows of branches.</summary>
    public IReadOnlyDictionary<RowSet, string> RowNames { get; init; } = new Dictionary<RowSet, string>();

    /// <summary>The values that the program reads beside parameters, since they are computed from these alone; null if there are none.</summary>
    public DerivedValues? Derived { get; init; }

    /// <summary>The memory of a value, also of a reshaped one; of a part, what it is a part of.</summary>
    public KernelBuffer BufferOf(Node node) => Buffers[Access.Owner(node)];

    /// <summary>The parameters whose gradients are handed to the update.</summary>
    public IReadOnlyList<Node> Updates => [.. Steps.Select(s => s.Kernel.Updates).OfType<Node>()];

    /// <summary>The place of a parameter among those, in the order of the gradients.</summary>
    public int UpdatePlace(Node parameter) => Updates.Select(BitOf).OrderBy(bit => bit).ToList().IndexOf(BitOf(parameter));

    /// <summary>The gradient that a kernel computes if it may be left without any row that contributes to it, by its bit.</summary>
    public int? UnusedWithoutRows(Kernel kernel) =>
        ZeroWithout(kernel) is not null
        && Graph.Results.FirstOrDefault(r => r.Role == ResultRole.Gradient && Access.Resolve(r.Value) == kernel.Writes[0]) is { } result
        && Gradients.ToList().IndexOf(result.Name) is >= 0 and var bit ? bit : null;

    /// <summary>The branches without whose rows a kernel has the result zero: those of a sum over the rows of a branch, and of a sum of such sums, as of the
    /// gradients of a parameter that several choices lead to. Null for other kernels.</summary>
    public IReadOnlyList<RowSet>? ZeroWithout(Kernel kernel)
    {
        if (kernel.IsRowLocal || kernel.Writes.Count != 1)
            return null;
        return kernel switch
        {
            OpKernel { Rows: { } rows } => [rows],
            ProductKernel { Rows: { } rows } product => ZeroWithout(product.Epilogue, kernel) is { } others ? [rows, .. others.Where(r => r != rows)] : null,
            RowKernel { Batched: false, IsFlat: true } sum => ZeroWithout(sum.Nodes, kernel),
            _ => null,
        };
    }

    /// <summary>The same of operations within a kernel: sums of what other kernels compute.</summary>
    private IReadOnlyList<RowSet>? ZeroWithout(IReadOnlyList<Node> sums, Kernel kernel)
    {
        if (sums.Any(n => n.Op is not Ops.Add))
            return null;
        var parts = sums.SelectMany(n => n.Inputs).Select(Access.Resolve).Where(n => !kernel.Nodes.Contains(n))
            .Select(n => Steps.FirstOrDefault(s => s.Kernel.Writes.Contains(n)) is { } step ? ZeroWithout(step.Kernel) : null).ToArray();
        return parts.Contains(null) ? null : [.. parts.SelectMany(p => p!).Distinct()];
    }

    private int BitOf(Node parameter) => Gradients.ToList().IndexOf(((Ops.Parameter)parameter.Op).Name);

    /// <summary>Floating-point operations for a row of the batch.</summary>
    public long OperationsPerRow => Steps.Where(s => s.Kernel.IsRowLocal || s.Kernel is not RowKernel).Sum(s => OperationsOf(s.Kernel));

    /// <summary>
    /// Workers' own rows begin at multiples of this: 1, 2 or 4 where so few are enough work for a worker, else <see cref="RowBlock"/>.
    /// </summary>
    public int RowsOfShare
    {
        get
        {
            var operations = OwnOperationsPerRow;
            return operations >= OperationsOfShare ? 1 : 2 * operations >= OperationsOfShare ? 2 : 4 * operations >= OperationsOfShare ? 4 : RowBlock;
        }
    }

    /// <summary>
    /// How many workers may go through a row of the batch together: more than 1 in a prediction nearly all of whose work can be divided within rows, and is enough for
    /// several workers.
    /// </summary>
    public int PartsOfRow
    {
        get
        {
            if (RowsOfShare != 1 || !Steps.All(s => CanBeDivided(s.Kernel)))
                return 1;
            Kernel[] divided = [.. Steps.Select(s => s.Kernel).Where(IsDividedWithinRows)];
            return divided.Sum(k => k.Operations) < OperationsPerRow / 4 * 3 ? 1
                : (int)Math.Min(OperationsPerRow / OperationsOfShare, divided.Min(k => ItemsOfRow(k)!.Value.Parts));
        }
    }

    /// <summary>Whether workers that go through the same rows divide a kernel, and so meet before and behind it.</summary>
    public static bool IsDividedWithinRows(Kernel kernel) => ItemsOfRow(kernel) is { Parts: > 1 } && kernel.Operations >= OperationsOfDividedKernel;

    /// <summary>Whether workers that go through the same rows divide a kernel of a strip, so that its memory is that of all of them.</summary>
    public bool IsDividedWithinRows(RowStrip strip) => Steps.Skip(strip.First).Take(strip.Count).Any(s => IsDividedWithinRows(s.Kernel));

    /// <summary>Whether workers that go through the same rows have to meet before a step: they divide it or the one before, or it is in such a strip or behind one.
    /// Memory that one kernel leaves to another is planned for workers with rows of their own.</summary>
    public bool MeetsBefore(KernelStep step)
    {
        var place = Steps.TakeWhile(s => s.Kernel != step.Kernel).Count();
        return IsShared(place) || (place > 0 && IsShared(place - 1));
    }

    private bool IsShared(int place) => Strips.FirstOrDefault(s => place >= s.First && place < s.First + s.Count) is { } strip
        ? IsDividedWithinRows(strip)
        : IsDividedWithinRows(Steps[place].Kernel);

    private static Ops.RowItems? ItemsOfRow(Kernel kernel) =>
        kernel is ProductKernel { Rows: null, Product: { Op: Ops.KernelOp op } product } ? op.ItemsOfRow(product) : null;

    // Sums over the batch, choices and recurrences have their own ways.
    private static bool CanBeDivided(Kernel kernel) => kernel switch
    {
        { Updates: not null } or { Rows: not null } or { ReadsAllRows: true } => false,
        ProductKernel { SplitsColumns: true } => true,
        RowKernel { Batched: false } => true,
        ProductKernel or OpKernel or RowKernel or MovementKernel => kernel.IsRowLocal,
        _ => false,
    };

    /// <summary>Whether nearly all work is divided by rows of the batch, so that a worker without any would do nothing but wait.</summary>
    public bool IsDividedByRows => OwnOperationsPerRow >= OperationsPerRow / 8 * 7;

    /// <summary>Operations for a row of the batch that are divided by these rows.</summary>
    private long OwnOperationsPerRow => Steps.Where(s => s.Kernel is { IsRowLocal: true, Rows: null }).Sum(s => OperationsOf(s.Kernel));

    // On the average a branch has its share of the rows.
    private long OperationsOf(Kernel kernel) => kernel.Rows is { } rows
        ? kernel.Operations * rows.Slots / ((Ops.Route)BranchBounds.Keys.First(r => ((Ops.Route)r.Op).Number == rows.Choice).Op).Branches
        : kernel.Operations;
}

/// <summary>A kernel in its place.</summary>
/// <param name="BarrierBefore">Whether all workers must have arrived before it starts.</param>
/// <param name="NeededFor">The bits of the gradients that need it; null if it is always needed.</param>
internal sealed record KernelStep(Kernel Kernel, bool BarrierBefore, IReadOnlyList<int>? NeededFor);
