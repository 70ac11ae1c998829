using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes a program: its memory, then one call for each kernel, in order, each with a comment that says what it computes.</summary>
internal sealed class ProgramEmitter
{
    private readonly KernelProgram _program;
    private readonly KernelTypes _types;
    private readonly KernelTitles _titles;
    private const string WhereParametersChange = "TUpdate.ChangesParameters && ";

    private readonly UniqueNames _parts;
    private readonly KernelStep? _firstUpdate;
    private readonly string _arena;
    private readonly int _rowsOfShare;
    private readonly int _partsOfRow;
    private RangeEmitter _ranges;
    private bool _updatesHaveBegun;

    /// <param name="parts">Gives names to the parts of methods.</param>
    /// <param name="rowsOfShare">What a worker's first row is a multiple of.</param>
    /// <param name="partsOfRow">How many workers may go through a row together.</param>
    /// <param name="arena">What stands before an offset in the arena.</param>
    private ProgramEmitter(KernelProgram program, KernelTypes types, UniqueNames parts, int rowsOfShare, int partsOfRow, string arena = "")
    {
        (_program, _types, _parts, _rowsOfShare, _partsOfRow, _arena) = (program, types, parts, rowsOfShare, partsOfRow, arena);
        _titles = new KernelTitles(program.Graph);
        _ranges = NewRanges();
        _firstUpdate = program.Steps.FirstOrDefault(s => s.Kernel.Updates is not null);
    }

    public static void Emit(SourceWriter writer, KernelProgram program, KernelTypes types, string summary) =>
        new ProgramEmitter(program, types, new UniqueNames(), program.RowsOfShare, program.PartsOfRow).Write(writer, summary);

    private void Write(SourceWriter writer, string summary)
    {
        writer.Blank().Doc("summary", CSharpLiterals.Xml(summary));
        using (writer.Block($"public readonly struct {_program.Name} : {(_program.Updates.Count > 0 ? "ITrainProgram" : "IProgram")}"))
        {
            writer.Line($"public const int FloatsPerRow = {CSharpLiterals.Integer(_program.ArenaFloatsPerRow)};");
            writer.Line($"public const int FixedFloats = {CSharpLiterals.Integer(_program.FixedFloats)};");
            writer.Line($"public const long OperationsPerRow = {CSharpLiterals.Integer(_program.OperationsPerRow)};");
            writer.Line($"public const int Barriers = {CSharpLiterals.Integer(_program.Steps.Count(s => s.BarrierBefore))};");
            WriteShares(writer);
            writer.Blank();
            if (_program.Updates.Count > 0)
                WriteUpdates(writer);
            WriteSteps(writer, _program.Updates.Count > 0 ? OfUpdates("Run") : new MethodForm("Run"));
            if (_program.Steps.Any(s => CanWait(s.Kernel)))
                WriteWaiting(writer);
        }
    }

    private void WriteShares(SourceWriter writer)
    {
        var shares = _rowsOfShare switch
        {
            KernelProgram.RowBlock => null,
            1 => "rows",
            var rows => $"(rows + {CSharpLiterals.Integer(rows - 1)}) / {CSharpLiterals.Integer(rows)}",
        };
        var hasBarriers = _program.Steps.Any(s => s.BarrierBefore);
        if (shares is null || (hasBarriers && _partsOfRow == 1 && !_program.IsDividedByRows))
            return;
        writer.Blank().Line($"public static int Shares(int rows) => {shares};");
        if (_partsOfRow > 1)
            writer.Blank().Line($"public static int PartsOfRow => {CSharpLiterals.Integer(_partsOfRow)};");
        else if (hasBarriers)
            writer.Blank().Line("public static int MostWorkers(int rows) => Shares(rows);");
    }

    private static MethodForm OfUpdates(string name) => new(name) { TypeParameter = (EpilogueEmitter.UpdateParameter, EpilogueEmitter.UpdateConstraint) };

    private static bool CanWait(Kernel kernel) => kernel is ProductKernel { CanWaitForNorm: true };

    /// <summary>Writes the method with the updates that waited for the norm of the gradient.</summary>
    private void WriteWaiting(SourceWriter writer)
    {
        writer.Blank().Line("/// <summary>The updates that waited for the norm of the gradient.</summary>");
        var steps = _program.Steps.Where(s => CanWait(s.Kernel)).ToArray();
        MethodLocal[] locals = [.. Declarations(Buffers(steps.SelectMany(s => s.Kernel.Reads)))];
        var parts = NewParts(locals);
        foreach (var step in steps)
            parts.Add(_titles.Of(step.Kernel), w => WriteKernel(w, step, Conditions(step)), w => WriteLossCheck(w, ""));
        OfUpdates("Update").Write(writer, locals, parts.ToList(), part => _types.PartName(part.Name, _parts));
    }

    // What one part has declared, the next has to declare again.
    private MethodParts NewParts(IReadOnlyList<MethodLocal> locals) => new(locals, () => _ranges = NewRanges());

    private RangeEmitter NewRanges() => new(_program, _rowsOfShare, _partsOfRow > 1);

    private void WriteLossCheck(SourceWriter writer, string condition)
    {
        var loss = _program.BufferOf(_program.Graph.Results.First(r => r.Role == ResultRole.Loss).Value).Name;
        writer.Line("// From here on parameters change, unless the loss is not finite: all workers see the same loss.");
        writer.Line($"if ({condition}!float.IsFinite({loss}))");
        writer.Line("    return;").Blank();
    }

    private void WriteUpdates(SourceWriter writer)
    {
        var names = _program.Gradients.ToList();
        var indices = _program.Updates.Select(p => names.IndexOf(((Parameter)p.Op).Name)).OrderBy(i => i);
        writer.Line($"public static ReadOnlySpan<int> Updated => [{string.Join(", ", indices.Select(i => CSharpLiterals.Integer(i)))}];");
        writer.Blank().Line("public static void Run(in Frame frame) => Run<StoreGradient>(frame);").Blank();
    }

    /// <summary>Writes a method of a program's steps.</summary>
    public static void EmitMethod(SourceWriter writer, MethodForm form, KernelProgram program, KernelTypes types, UniqueNames parts) =>
        new ProgramEmitter(program, types, parts, program.RowsOfShare, partsOfRow: 1).WriteSteps(writer, form);

    /// <summary>The kernels of one step of a recurrence, whose memory has been named.</summary>
    /// <param name="locals">The names.</param>
    /// <param name="rowsOfShare">What a worker's first row is a multiple of in the program around the recurrence.</param>
    public static IReadOnlyList<MethodPart> StepParts(KernelProgram program, KernelTypes types, IReadOnlyList<MethodLocal> locals, int rowsOfShare)
    {
        var emitter = new ProgramEmitter(program, types, new UniqueNames(), rowsOfShare, partsOfRow: 1, "arena + ");
        var parts = emitter.NewParts(locals);
        foreach (var step in program.Steps)
            emitter.AddStep(parts, step);
        return parts.ToList();
    }

    private void WriteSteps(SourceWriter writer, MethodForm form)
    {
        MethodLocal[] locals = [.. Locals()];
        var parts = NewParts(locals);
        for (var i = 0; i < _program.Steps.Count; i++)
        {
            if (_program.Strips.FirstOrDefault(s => s.First == i) is { } strip)
            {
                AddStrip(parts, strip);
                i += strip.Count - 1;
            }
            else
            {
                AddStep(parts, _program.Steps[i]);
            }
        }

        form.Write(writer, locals, parts.ToList(), part => _types.PartName(part.Name, _parts));
    }

    private IEnumerable<MethodLocal> Locals()
    {
        if (_program.Steps.Any(s => s.Kernel is { IsRowLocal: true, Rows: null } and not GatherKernel))
            yield return new($"(int begin, int end) = frame.{RowsOfWorker()};", "begin", "end");
        foreach (var local in Declarations(UsedBuffers().Where(b => b.Storage != Storage.Strip)))
            yield return local;
        foreach (var local in RoutingEmitter.Declarations(_program))
            yield return local;
    }

    private string RowsOfWorker() => _partsOfRow > 1 ? "Through()"
        : _rowsOfShare == KernelProgram.RowBlock ? "RowRange" : $"Split(frame.Rows, {CSharpLiterals.Integer(_rowsOfShare)})";

    private void AddStrip(MethodParts parts, RowStrip strip) =>
        parts.Add(_titles.Of(_program.Steps[strip.First].Kernel), w => WriteStrip(w, strip));

    private void WriteStrip(SourceWriter writer, RowStrip strip)
    {
        var opening = _program.Steps[strip.First];
        WriteBarrier(writer, opening);
        var isOwn = _partsOfRow == 1 || !_program.IsDividedWithinRows(strip);
        if (isOwn)
            WriteMeeting(writer, opening);
        var (first, last) = isOwn && _partsOfRow > 1 ? ("first", "last") : ("begin", "end");
        var own = first == "first" ? "first = frame.FirstRow(begin, end), last = frame.LastRow(begin, end), " : "";
        var rows = CSharpLiterals.Integer(strip.Rows);
        writer.Line($"// {(strip.Rows == 1 ? "One row" : $"{rows} rows")} at a time: what a kernel leaves is still in the cache when the next one reads it.");
        using (writer.Block($"for (int {own}from = {first}; from < {last}; from += {rows})"))
        using (_ranges.BeginStrip(isOwn))
        {
            writer.Line($"int to = Math.Min(from + {rows}, {last});");
            WriteStripMemory(writer, strip, first, last);
            for (var i = 0; i < strip.Count; i++)
                WriteStep(writer, _program.Steps[strip.First + i], meets: !isOwn, hasBarrier: i > 0);
        }
    }

    private void WriteStripMemory(SourceWriter writer, RowStrip strip, string first, string last)
    {
        if (strip.Inside.Count == 0)
            return;
        var place = $"{CSharpLiterals.Integer(_program.ArenaFloatsPerRow - _program.StripFloats)}, {CSharpLiterals.Integer(_program.StripFloats)}";
        var rows = strip.Rows == 1 ? "1" : $"Math.Min({CSharpLiterals.Integer(strip.Rows)}, {last} - {first})";
        writer.Line($"StripMemory strip = frame.Strip({place}, {first}, {rows}, from); // the same for all strips");
        foreach (var buffer in strip.Inside.Select(_program.BufferOf))
        {
            var size = buffer.Type.Shape.ElementCount;
            writer.Line($"ref float {buffer.Name} = ref strip.Value({CSharpLiterals.Integer(buffer.Offset)}, {CSharpLiterals.Integer(size)}); // {buffer.Type.Shape} a row");
        }
    }

    private IEnumerable<KernelBuffer> UsedBuffers() =>
        Buffers(_program.Steps.SelectMany(s => s.Kernel.Updates is null ? s.Kernel.Reads.Concat(s.Kernel.Writes) : s.Kernel.Reads));

    private IEnumerable<KernelBuffer> Buffers(IEnumerable<Node> values) =>
        values.Where(n => n.Op is not Route).Distinct().Select(_program.BufferOf).Distinct().OrderBy(b => b.Storage).ThenBy(b => b.Offset).ThenBy(b => b.Value.Id);

    private static IEnumerable<MethodLocal> Declarations(IEnumerable<KernelBuffer> buffers) => buffers.Select(b =>
        new MethodLocal($"ref {(b.IsInteger ? "int" : "float")} {b.Name} = ref {Address(b)}; // {b.Type.Shape}{(b.Type.Batched ? " a row" : "")}", b.Name));

    private static string Address(KernelBuffer buffer)
    {
        var offset = CSharpLiterals.Integer(buffer.Offset);
        return buffer.Storage switch
        {
            Storage.Slot => buffer.IsInteger ? $"frame.IntSlot({offset})" : $"frame.Slot({offset})",
            Storage.Parameter when buffer.Slot >= 0 => $"frame.Shared({CSharpLiterals.Integer(buffer.Slot)}, {offset})",
            Storage.Parameter => $"frame.Parameters({offset})",
            Storage.Gradient => $"frame.Gradients({offset})",
            Storage.Arena => $"frame.Arena{(buffer.IsInteger ? "Integers" : "")}({offset})",
            _ => $"frame.Fixed({offset})",
        };
    }

    private static void WriteBarrier(SourceWriter writer, KernelStep step)
    {
        writer.Blank();
        if (step.BarrierBefore)
            writer.Line("frame.Barrier();").Blank();
    }

    private void WriteMeeting(SourceWriter writer, KernelStep step)
    {
        if (_partsOfRow > 1 && !step.BarrierBefore && _program.MeetsBefore(step))
            writer.Line("frame.Meet();").Blank();
    }

    private void AddStep(MethodParts parts, KernelStep step)
    {
        Action<SourceWriter>? opening = _updatesHaveBegun ? w => WriteLossCheck(w, WhereParametersChange) : null;
        if (step.Kernel is MovementKernel movement && MovementEmitter.Split(movement) is { Count: > 1 } copies)
        {
            for (var i = 0; i < copies.Count; i++)
            {
                var copy = step with { Kernel = copies[i], BarrierBefore = step.BarrierBefore && i == 0 };
                parts.Add(_titles.Of(movement), w => WriteStep(w, copy), opening);
            }

            return;
        }

        parts.Add(_titles.Of(step.Kernel), w => WriteStep(w, step), opening);
        _updatesHaveBegun |= step == _firstUpdate;
    }

    /// <param name="meets">Whether workers that go through the same rows may meet before it.</param>
    /// <param name="hasBarrier">Whether it comes with the barrier before it.</param>
    private void WriteStep(SourceWriter writer, KernelStep step, bool meets = true, bool hasBarrier = true)
    {
        if (hasBarrier)
            WriteBarrier(writer, step);
        else
            writer.Blank();
        if (meets)
            WriteMeeting(writer, step);
        if (step == _firstUpdate)
            WriteLossCheck(writer, WhereParametersChange);
        WriteKernel(writer, step, Conditions(step).Concat(CanWait(step.Kernel) ? [$"!{TakesSquares((ProductKernel)step.Kernel)}"] : []));
    }

    private void WriteKernel(SourceWriter writer, KernelStep step, IEnumerable<string> conditions)
    {
        var title = _titles.Of(step.Kernel);
        _ranges.Declare(writer, step.Kernel);
        writer.Line(_titles.Comment(step.Kernel));
        var condition = conditions.ToArray();
        if (condition.Length == 0 && step.Kernel.IsRowLocal)
        {
            WriteCall(writer, step.Kernel, title);
            return;
        }

        using (writer.Block(condition.Length == 0 ? "" : $"if ({string.Join(" && ", condition)})"))
            WriteCall(writer, step.Kernel, title);
    }

    private IEnumerable<string> Conditions(KernelStep step)
    {
        if (RunsOnce(step.Kernel))
            yield return "frame.Worker == 0";
        if (WantedCondition.Of(step.NeededFor) is { } wanted)
            yield return (RunsOnce(step.Kernel) || _ranges.IsNotEmpty(step.Kernel) is not null) && wanted.Contains(" || ") ? $"({wanted})" : wanted;
        if (_ranges.IsNotEmpty(step.Kernel) is { } rows)
            yield return rows;
    }

    /// <summary>Whether a run that waits for the norm of the gradient takes its part of that in place of the product.</summary>
    private string TakesSquares(ProductKernel kernel)
    {
        var (x, dy) = (kernel.Product.Inputs[0], kernel.Product.Inputs[1]);
        var sizes = $"{Times("frame.Rows", WeightGradient.Depth(kernel.Product))}, {CSharpLiterals.Integer(x.Shape.Last)}, {CSharpLiterals.Integer(dy.Shape.Last)}";
        return $"frame.TakesSquares<TUpdate>({CSharpLiterals.Integer(_program.UpdatePlace(kernel.Updates!))}, ref {_program.BufferOf(x).Name}, ref {_program.BufferOf(dy).Name}, {sizes})";
    }

    /// <summary>Whether a kernel outside the batch is not divided among the workers.</summary>
    private static bool RunsOnce(Kernel kernel) => kernel switch
    {
        RowKernel row => !row.Batched && !row.IsFlat,
        MovementKernel movement => !movement.Node.Type.Batched,
        RouteKernel => true,
        _ => false,
    };

    private void WriteCall(SourceWriter writer, Kernel kernel, string title)
    {
        if (_ranges.BeginSum(writer, kernel) is not { } scope)
        {
            WriteHit(writer, kernel, title);
            return;
        }

        using (scope)
            WriteHit(writer, kernel, title);
    }

    private void WriteHit(SourceWriter writer, Kernel kernel, string title)
    {
        writer.Line($"KernelCounters.Hit({CSharpLiterals.String(title)});");
        switch (kernel)
        {
            case ProductKernel product:
                ((KernelOp)product.Product.Op).Emit(new ProgramCall(writer, product, _program, _types, _ranges));
                break;
            case OpKernel op:
                op.Op.Emit(new ProgramCall(writer, op, _program, _types, _ranges));
                break;
            case RowKernel row:
                WriteRowCall(writer, row);
                break;
            case MovementKernel movement:
                MovementEmitter.Emit(writer, movement, _program, _types, _ranges);
                break;
            case ScanKernel scan:
                ScanEmitter.Emit(writer, scan, _program, _types, _rowsOfShare, title, _arena + CSharpLiterals.Integer(_program.Buffers[scan.Node].Offset));
                break;
            case MaskKernel mask:
                WriteMask(writer, mask);
                break;
            default:
                RoutingEmitter.Emit(writer, kernel, _program, _ranges);
                break;
        }
    }

    private void WriteRowCall(SourceWriter writer, RowKernel kernel)
    {
        var (type, body) = RowKernelEmitter.Emit(kernel, _titles.OfResults(kernel), v => _program.Buffers.TryGetValue(v, out var buffer) ? buffer.Name : null);
        var fields = KernelFields.Initializer(body, v => Reference(_program, v));
        var count = kernel.IsFlat ? kernel.Nodes[0].Shape.ElementCount : 1;
        if (kernel.Batched)
        {
            writer.Line($"RowKernel.Run(new {_types.Name(type)} {fields}, {Times(_ranges.Begin(kernel), count)}, {Times(_ranges.End(kernel), count)});");
        }
        else if (kernel.IsFlat)
        {
            writer.Line($"(int from, int to) = frame.Split({CSharpLiterals.Integer(count)}, 16);");
            writer.Line($"RowKernel.Run(new {_types.Name(type)} {fields}, from, to);");
        }
        else
        {
            writer.Line($"RowKernel.Run(new {_types.Name(type)} {fields}, 0, 1);");
        }
    }

    private void WriteMask(SourceWriter writer, MaskKernel kernel)
    {
        var mask = (DropoutMask)kernel.Node.Op;
        writer.Line(
            $"DropoutMask.Fill(ref {_program.BufferOf(kernel.Node).Name}, {_ranges.Begin(kernel)}, {_ranges.End(kernel)}, {CSharpLiterals.Integer(mask.Shape.ElementCount)}, {CSharpLiterals.Float(mask.Rate)}, DropoutMask.Key(frame.Seed, frame.Step, {CSharpLiterals.String(mask.Layer)}));");
    }

    /// <summary>A reference to the first element of a value in memory.</summary>
    internal static string Reference(KernelProgram program, Node value)
    {
        var name = program.BufferOf(value).Name;
        return Access.Offset(value) is > 0 and var offset ? $"ref Unsafe.Add(ref {name}, {CSharpLiterals.Integer(offset)})" : $"ref {name}";
    }

    /// <summary>As <see cref="Times"/>, for an index of type nuint.</summary>
    internal static string TimesIndex(string value, int factor) => factor == 1 ? value : $"({value} * {CSharpLiterals.Integer(factor)})";

    internal static string Times(string value, int factor) => factor == 1 ? value : $"{value} * {CSharpLiterals.Integer(factor)}";
}
