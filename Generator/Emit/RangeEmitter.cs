using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes which rows a kernel goes over: a worker's share of the batch, or of the rows that took a branch, which is known when the program runs.</summary>
internal sealed class RangeEmitter(KernelProgram program)
{
    private readonly HashSet<RowSet> _declared = [];
    private bool _isInStrip;

    public string Begin(Kernel kernel) => kernel.Rows is { } rows ? $"{program.RowNames[rows]}.Begin" : _isInStrip ? "from" : "begin";

    public string End(Kernel kernel) => kernel.Rows is { } rows ? $"{program.RowNames[rows]}.End" : _isInStrip ? "to" : "end";

    /// <summary>Until it is disposed of, kernels go over the rows <c>[from, to)</c> of a strip.</summary>
    public IDisposable BeginStrip() => new StripScope(this);

    /// <summary>What a kernel's call is told of its rows.</summary>
    public KernelRows Of(Kernel kernel) => kernel.Rows is null || kernel.IsRowLocal
        ? new(Begin(kernel), End(kernel), "frame.Rows", null)
        : new("first", "last", "(last - first)", "first");

    /// <summary>Declares the worker's rows of a branch in front of the first kernel that needs them.</summary>
    public void Declare(SourceWriter writer, Kernel kernel)
    {
        if (kernel.IsRowLocal && kernel.Rows is { } rows && _declared.Add(rows))
            writer.Line($"(int Begin, int End) {program.RowNames[rows]} = {Groups(rows)}.Own(frame, {CSharpLiterals.Integer(rows.Branch)});");
    }

    /// <summary>The condition that a worker has rows of the branch, or null.</summary>
    public string? IsNotEmpty(Kernel kernel) => kernel.IsRowLocal && kernel.Rows is not null ? $"{Begin(kernel)} < {End(kernel)}" : null;

    /// <summary>Writes the rows that a sum over a branch goes over, and what becomes of its result without any: the scope is that of the sum. Null for other
    /// kernels.</summary>
    public SourceWriter.Scope? BeginSum(SourceWriter writer, Kernel kernel)
    {
        if (kernel.IsRowLocal || kernel.Rows is not { } rows)
            return null;
        writer.Line($"(int first, int last) = {Groups(rows)}.Of({CSharpLiterals.Integer(rows.Branch)});");
        if (!IsZeroWithoutRows(kernel))
            return writer.Block("");
        WriteZero(writer, kernel);
        return writer.Block("if (first < last)");
    }

    /// <summary>The name of the grouping that a row set belongs to.</summary>
    private string Groups(RowSet rows) => program.BufferOf(program.BranchBounds.Keys.First(r => ((Route)r.Op).Number == rows.Choice)).Name;

    /// <summary>Whether a kernel's result without rows is 0: a sum with nothing done to it.</summary>
    private static bool IsZeroWithoutRows(Kernel kernel) => kernel is OpKernel or ProductKernel { Epilogue.Count: 0 };

    private void WriteZero(SourceWriter writer, Kernel kernel)
    {
        var buffer = program.BufferOf(kernel.Writes[0]);
        using (writer.Block("if (first == last && frame.Worker == 0)"))
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

    private sealed class StripScope : IDisposable
    {
        private readonly RangeEmitter _ranges;

        public StripScope(RangeEmitter ranges) => (_ranges = ranges)._isInStrip = true;

        public void Dispose() => _ranges._isInStrip = false;
    }

    private static string Clear(string memory, KernelBuffer buffer) =>
        $"MemoryMarshal.CreateSpan(ref {memory}, {CSharpLiterals.Integer(buffer.Type.Shape.ElementCount)}).Clear();";
}
