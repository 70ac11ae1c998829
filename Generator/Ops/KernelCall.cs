using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Ops;

/// <summary>The C# expressions for the rows that a kernel goes over: the worker's own, or all of them.</summary>
/// <param name="Begin">The worker's first row.</param>
/// <param name="End">The row to end before.</param>
/// <param name="Count">The number of all.</param>
/// <param name="First">The first of all; null for row 0.</param>
/// <param name="Multiple">What the worker's first row is a multiple of.</param>
/// <param name="IsTogether">Whether the worker may go through these rows together with others.</param>
/// <param name="IsDivided">Whether they then divide the items of the kernel, rather than rows.</param>
internal sealed record KernelRows(string Begin, string End, string Count, string? First, int Multiple, bool IsTogether = false, bool IsDivided = false)
{
    /// <summary>The rows [begin, end) of the worker where a kernel computes rows whole.</summary>
    public (string Begin, string End) Own => IsTogether ? ($"frame.FirstRow({Begin}, {End})", $"frame.LastRow({Begin}, {End})") : (Begin, End);
}

/// <summary>Where a <see cref="KernelOp"/> writes the call of its kernel, and the C# expressions for what it passes.</summary>
/// <param name="rows">The rows that the kernel goes over.</param>
internal abstract class KernelCall(Node node, KernelRows rows)
{
    /// <summary>The value that the kernel computes.</summary>
    public Node Node { get; } = node;

    /// <summary>The epilogue's type.</summary>
    public abstract string EpilogueType { get; }

    /// <summary>The first element of the result, of a kernel without an epilogue.</summary>
    public string Result => $"ref {NameOf(Node)}";

    /// <summary>The first element of an operand: of the first row if it is batched.</summary>
    public string Operand(int index)
    {
        var operand = Node.Inputs[index];
        return rows.First is { } first && operand.Type.Batched
            ? $"ref Unsafe.Add(ref {NameOf(operand)}, {Times(first, operand.Shape.ElementCount)})"
            : $"ref {NameOf(operand)}";
    }

    /// <summary>The first element of a batched value in the row that the expression <paramref name="row"/> tells.</summary>
    public string InRow(Node value, string row) => $"ref Unsafe.Add(ref {NameOf(value)}, {Times(row, value.Shape.ElementCount)})";

    /// <summary>The variable that refers to the first element of a value in memory.</summary>
    public abstract string NameOf(Node value);

    /// <summary>The epilogue.</summary>
    /// <param name="reference">What it is given for each value in memory; null for the value's first element.</param>
    public abstract string Epilogue(Func<Node, string>? reference = null);

    /// <summary>A type argument that carries sizes as constants: a struct with a static property for each.</summary>
    /// <param name="name">Its name: the same for the same sizes.</param>
    /// <param name="contract">The interface that it implements.</param>
    public abstract string Shape(string name, string contract, params (string Name, int Value)[] sizes);

    /// <summary>The arguments <c>begin, end</c> of a kernel that is divided by rows, where a row of the batch is <paramref name="count"/> rows of the kernel.</summary>
    public string Rows(int count) => $"{Begin(count)}, {End(count)}";

    /// <summary>As <see cref="Rows"/>, for a kernel that treats blocks of <see cref="KernelProgram.RowBlock"/> rows alike: it is told of all rows, too, where a
    /// worker's own may begin within a block.</summary>
    public string RowsOfBlocks(int count) => rows.Multiple * count % KernelProgram.RowBlock == 0 ? Rows(count) : $"{Rows(count)}, {AllRows(count)}";

    /// <summary>As <see cref="RowsOfBlocks(int)"/>, for a kernel whose rows are the items of a row of the batch (<see cref="KernelOp.ItemsOfRow"/>).</summary>
    public string RowsOfBlocks(RowItems items) => rows.IsDivided ? $"{Begin(items)}, {End(items)}, {AllRows(items.Count)}" : RowsOfBlocks(items.Count);

    /// <summary>The arguments <c>begin, end, first, last</c> of a kernel that goes over items of each row, where a row of the batch is <paramref name="count"/> rows
    /// of the kernel.</summary>
    public string RowsAndItems(int count, RowItems items)
    {
        var all = Literals.Print(items.Count);
        return rows.IsDivided
            ? $"{Times(rows.Begin, count)}, {Times(rows.End, count)}, {Item("First", "0", all, items)}, {Item("Last", "0", all, items)}"
            : $"{Rows(count)}, 0, {all}";
    }

    /// <summary>The first of the items of these rows that the worker computes.</summary>
    public string Begin(RowItems items) => rows.IsDivided ? Item("First", Times(rows.Begin, items.Count), Times(rows.End, items.Count), items) : Begin(items.Count);

    /// <summary>The item to end before.</summary>
    public string End(RowItems items) => rows.IsDivided ? Item("Last", Times(rows.Begin, items.Count), Times(rows.End, items.Count), items) : End(items.Count);

    /// <summary>The first of these rows.</summary>
    public string Begin(int count) => Times(rows.Own.Begin, count);

    /// <summary>The row to end before.</summary>
    public string End(int count) => Times(rows.Own.End, count);

    /// <summary>The number of rows that a sum goes over, times <paramref name="count"/>.</summary>
    public string AllRows(int count) => Times(rows.Count, count);

    /// <summary>The arguments <c>from, to</c> of a kernel that is divided by what it computes: this worker's part of <paramref name="count"/> results.</summary>
    /// <param name="multiple">What parts begin at multiples of, as an expression.</param>
    public string Split(int count, string multiple)
    {
        Line($"(int from, int to) = frame.Split({Literals.Print(count)}, {multiple});");
        return "from, to";
    }

    public abstract void Line(string text);

    /// <summary>Writes <paramref name="header"/> and an opening brace, and closes it when disposed of.</summary>
    public abstract IDisposable Block(string header);

    private static string Item(string which, string begin, string end, RowItems items) => $"frame.{which}Item({begin}, {end}, {Literals.Print(items.Multiple)})";

    private static string Times(string value, int factor) => factor == 1 ? value : $"{value} * {Literals.Print(factor)}";
}
