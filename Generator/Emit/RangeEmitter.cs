using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes which rows a kernel goes over: a worker's share of the batch, or of the rows that took a branch, which is known when the program runs.</summary>
/// <param name="rowsOfShare">What a worker's first row of the batch is a multiple of.</param>
/// <param name="isTogether">Whether workers may go through the same rows together.</param>
internal sealed class RangeEmitter(KernelProgram program, int rowsOfShare, bool isTogether)
{
    private readonly HashSet<RowSet> _declared = [];
    private bool _isInStrip;
    private bool _isOwn;

    /// <summary>The first of the rows that a kernel computes whole.</summary>
    public string Begin(Kernel kernel) => kernel.Rows is { } rows ? $"{program.RowNames[rows]}.Begin" : Through.Own.Begin;

    /// <summary>The row to end before.</summary>
    public string End(Kernel kernel) => kernel.Rows is { } rows ? $"{program.RowNames[rows]}.End" : Through.Own.End;

    /// <summary>The rows that the worker goes through.</summary>
    private KernelRows Through => new(_isInStrip ? "from" : "begin", _isInStrip ? "to" : "end", "frame.Rows", null, rowsOfShare, isTogether && !_isOwn);

    /// <summary>Until it is disposed of, kernels go over the rows <c>[from, to)</c> of a strip.</summary>
    /// <param name="isOwn">Whether these are the worker's own in any case.</param>
    public IDisposable BeginStrip(bool isOwn)
    {
        (_isInStrip, _isOwn) = (true, isOwn);
        return new StripScope(this);
    }

    /// <summary>What a kernel's call is told of its rows.</summary>
    public KernelRows Of(Kernel kernel) => kernel.Rows is null ? Through with { IsDivided = isTogether && KernelProgram.IsDividedWithinRows(kernel) } : kernel.IsRowLocal
        ? new(Begin(kernel), End(kernel), "frame.Rows", null, KernelProgram.RowBlock)
        : new("firstPlace", "lastPlace", "(lastPlace - firstPlace)", "firstPlace", KernelProgram.RowBlock);

    /// <summary>Declares the worker's rows of a branch in front of the first kernel that needs them.</summary>
    public void Declare(SourceWriter writer, Kernel kernel)
    {
        if (kernel.IsRowLocal && kernel.Rows is { } rows && _declared.Add(rows))
            writer.Line($"(int Begin, int End) {program.RowNames[rows]} = {Groups(rows)}.Own(frame, {CSharpLiterals.Integer(rows.Branch)});");
    }

    /// <summary>The condition that a worker has rows of the branch, or null.</summary>
    public string? IsNotEmpty(Kernel kernel) => kernel.IsRowLocal && kernel.Rows is not null ? $"{Begin(kernel)} < {End(kernel)}" : null;

    /// <summary>Writes the rows that a sum over a branch goes over, and what becomes of its result, or of that of several such sums, without any: the scope is
    /// that of the sum. Null for other kernels.</summary>
    public SourceWriter.Scope? BeginSum(SourceWriter writer, Kernel kernel)
    {
        var rows = kernel.IsRowLocal ? null : kernel.Rows;
        var branches = program.ZeroWithout(kernel);
        if (rows is null && branches is null)
            return null;
        if (rows is not null)
            writer.Line($"(int firstPlace, int lastPlace) = {Groups(rows)}.Of({CSharpLiterals.Integer(rows.Branch)});");
        if (branches is null)
            return writer.Block("");
        var others = branches.Where(b => b != rows).Select(b => $"{Groups(b)}.IsEmpty({CSharpLiterals.Integer(b.Branch)})");
        var isEmpty = string.Join(" && ", (rows is null ? others : others.Prepend("firstPlace == lastPlace")));
        if (branches.Count == 1 && rows is not null)
        {
            WriteZero(writer, kernel, isEmpty);
            return writer.Block("if (firstPlace < lastPlace)");
        }

        writer.Line($"bool isEmpty = {isEmpty};");
        WriteZero(writer, kernel, "isEmpty");
        return writer.Block("if (!isEmpty)");
    }

    /// <summary>The name of the grouping that a row set belongs to.</summary>
    private string Groups(RowSet rows) => program.BufferOf(program.BranchBounds.Keys.First(r => ((Route)r.Op).Number == rows.Choice)).Name;

    private void WriteZero(SourceWriter writer, Kernel kernel, string isEmpty)
    {
        var buffer = program.BufferOf(kernel.Writes[0]);
        using (writer.Block($"if ({isEmpty} && frame.Worker == 0)"))
        {
            if (program.UnusedWithoutRows(kernel) is { } bit)
                writer.Line($"frame.MarkUnused({CSharpLiterals.Integer(bit)});");
            if (kernel.Updates is not null)
                writer.Line("if (!TUpdate.ChangesParameters)").Line("    " + Clear($"frame.Gradients({CSharpLiterals.Integer(buffer.Offset)})", buffer));
            else
                writer.Line(Clear(buffer.Name, buffer));
        }

        writer.Blank();
    }

    private sealed class StripScope(RangeEmitter ranges) : IDisposable
    {
        public void Dispose() => (ranges._isInStrip, ranges._isOwn) = (false, false);
    }

    private static string Clear(string memory, KernelBuffer buffer) =>
        $"MemoryMarshal.CreateSpan(ref {memory}, {CSharpLiterals.Integer(buffer.Type.Shape.ElementCount)}).Clear();";
}
