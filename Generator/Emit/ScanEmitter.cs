using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>Writes a recurrence as a method with a loop over its steps, and the call of it.</summary>
internal sealed class ScanEmitter
{
    // Processors fetch the neighbours of a few lines by themselves.
    private const int FewestToPrefetch = 64;

    private readonly ScanKernel _kernel;
    private readonly KernelProgram _body;
    private readonly KernelTypes _types;
    private readonly int _rowsOfShare;
    private readonly UniqueNames _names = new(ProgramNames.Reserved);
    private readonly List<string> _parameters = [];
    private readonly List<string> _arguments = [];

    private ScanEmitter(ScanKernel kernel, KernelTypes types, int rowsOfShare)
    {
        (_kernel, _body, _types, _rowsOfShare) = (kernel, kernel.Body, types, rowsOfShare);
        foreach (var buffer in _body.Buffers.Values)
            _names.Take(buffer.Name.TrimStart('@'));
    }

    /// <param name="rowsOfShare">What a worker's first row is a multiple of.</param>
    /// <param name="title">What the kernel is called.</param>
    /// <param name="arena">The place of the scan's scratch memory in the arena, as an expression.</param>
    public static void Emit(SourceWriter writer, ScanKernel kernel, KernelProgram program, KernelTypes types, int rowsOfShare, string title, string arena)
    {
        var emitter = new ScanEmitter(kernel, types, rowsOfShare);
        var method = types.Method(UniqueNames.Pascal(title) + "Scan", emitter.Method(program));
        writer.Line($"{method}(frame, begin, end, {arena}{string.Concat(emitter._arguments.Select(a => $", ref {a}"))});");
    }

    private string Method(KernelProgram program)
    {
        var content = new SourceWriter();
        using (content.Indent())
            WriteContent(content, program);
        var writer = new SourceWriter();
        writer.Line($"// One step after the other: {CSharpLiterals.Integer(_kernel.Scan.Steps)} steps{(_kernel.Scan.Reverse ? ", from the last to the first" : "")}.");
        writer.Line(ClassEmitter.OptimizedInProgram);
        writer.Line($"private static void {KernelTypes.OwnName}(in Frame frame, int begin, int end, int arena{string.Concat(_parameters.Select(p => $", {p}"))})");
        writer.Line("{");
        return writer.ToString() + content + "}";
    }

    private void WriteContent(SourceWriter writer, KernelProgram program)
    {
        foreach (var (inside, outside) in _kernel.Links.Captures)
            AddParameter(_body.BufferOf(inside).Name, program, outside, inside.Type);
        var slices = _kernel.Links.Slices.Concat(_kernel.Links.Stores).Select(s => (s.Inside, Sequence: AddSequence(s.Inside, program, s.Outside))).ToArray();
        var first = _kernel.Links.States.Select((s, i) => AddSequence(s.Inside, program, s.Initial, "initial")).ToArray();
        MethodLocal[] arena = [.. _body.Buffers.Values.Where(b => b.Storage == Storage.Arena).Distinct().OrderBy(b => b.Offset).Select(Local)];
        writer.Lines(arena.Select(l => l.Declaration));
        for (var i = 0; i < first.Length; i++)
            WriteCopy(writer, first[i], _body.BufferOf(_kernel.Links.States[i].Inside).Name, _kernel.Links.States[i].Inside.Shape);
        var loop = _kernel.Scan.Reverse ? "int step = {0} - 1; step >= 0; step--" : "int step = 0; step < {0}; step++";
        using (writer.Blank().Block($"for ({string.Format(System.Globalization.CultureInfo.InvariantCulture, loop, _kernel.Scan.Steps)})"))
        {
            foreach (var (inside, sequence) in slices)
                writer.Line($"ref {(inside.Type.Element == ElementType.Integer ? "int" : "float")} {_body.BufferOf(inside).Name} = ref Unsafe.Add(ref {sequence}, {ProgramEmitter.Times("step", inside.Shape.ElementCount)});");
            foreach (var (inside, _) in slices.Take(_kernel.Links.Slices.Count))
                WritePrefetch(writer, inside);
            WriteResets(writer);
            WriteSteps(writer, arena);
            WriteNextStates(writer.Blank());
        }

        WriteFinals(writer.Blank(), program);
    }

    private static MethodLocal Local(KernelBuffer buffer) =>
        new($"ref float {buffer.Name} = ref frame.Arena(arena + {CSharpLiterals.Integer(buffer.Offset)}); // {buffer.Type.Shape} a row", buffer.Name);

    /// <summary>Writes the kernels of a step: calls of methods with some of them each, where they are too many for one.</summary>
    private void WriteSteps(SourceWriter writer, IReadOnlyList<MethodLocal> arena)
    {
        // States change places, and what lies outside is elsewhere at each step: methods are given these.
        var states = new HashSet<string>(_kernel.Links.States.SelectMany(s => new[] { s.Inside, s.Next }).Select(s => _body.BufferOf(s).Name), StringComparer.Ordinal);
        MethodLocal[] own = [.. arena.Where(l => !states.Contains(l.Names[0]))];
        MethodLocal[] given = [.. _body.Buffers.Values.Distinct().OrderBy(b => b.Value.Id).Where(b => own.All(l => l.Names[0] != b.Name)).Select(b => new MethodLocal($"ref {(b.IsInteger ? "int" : "float")} {b.Name}", b.Name))];
        var parts = ProgramEmitter.StepParts(_body, _types, [.. given, .. own], _rowsOfShare);
        if (parts.Count == 1)
        {
            writer.Blank().Line(parts[0].Text);
            return;
        }

        writer.Blank();
        foreach (var part in parts)
        {
            var parameters = part.Locals.Where(given.Contains).ToArray();
            var method = _types.Method(part.Name + "Step", PartMethod(part, parameters));
            writer.Line($"{method}(frame, begin, end, arena{string.Concat(parameters.Select(p => $", ref {p.Names[0]}"))});");
        }
    }

    private static string PartMethod(MethodPart part, IReadOnlyList<MethodLocal> parameters)
    {
        var writer = new SourceWriter();
        writer.Doc("summary", CSharpLiterals.Xml(part.Summary)).Line(ClassEmitter.OptimizedInProgram);
        using (writer.Block($"private static void {KernelTypes.OwnName}(in Frame frame, int begin, int end, int arena{string.Concat(parameters.Select(p => $", {p.Declaration}"))})"))
            writer.Lines(part.Locals.Except(parameters).Select(l => l.Declaration)).Blank().Line(part.Text);
        return writer.ToString().TrimEnd();
    }

    private void AddParameter(string name, KernelProgram program, Node outside, TensorType type)
    {
        _parameters.Add($"ref {(type.Element == ElementType.Integer ? "int" : "float")} {name}");
        _arguments.Add(program.BufferOf(outside).Name);
    }

    private string AddSequence(Node inside, KernelProgram program, Node outside, string suffix = "s")
    {
        var name = _names.Take(_body.BufferOf(inside).Name.TrimStart('@') + UniqueNames.Pascal(suffix));
        AddParameter(name, program, outside, inside.Type);
        return name;
    }

    private static void WriteCopy(SourceWriter writer, string from, string to, Shape shape) =>
        writer.Line($"StepRows.Copy(ref {from}, ref {to}, begin, end, {CSharpLiterals.Integer(shape.ElementCount)});");

    private void WritePrefetch(SourceWriter writer, Node slice)
    {
        var (stride, count) = (Access.RowStride(slice), slice.Shape.ElementCount);
        if (count < FewestToPrefetch)
            return;
        var next = CSharpLiterals.Integer(_kernel.Scan.Reverse ? -count : count);
        writer.Line($"StepRows.Prefetch(ref Unsafe.Add(ref {_body.BufferOf(slice).Name}, {next}), begin, end, {CSharpLiterals.Integer(stride)}, {CSharpLiterals.Integer(count)});");
    }

    private void WriteResets(SourceWriter writer)
    {
        var scan = _kernel.Scan;
        if (scan.ResetEvery == 0)
            return;
        var forward = scan.Reverse ? "step" : $"({CSharpLiterals.Integer(scan.Steps - 1)} - step)";
        writer.Line("// The gradient goes no further back through the states.");
        using (writer.Block($"if ({forward} != {CSharpLiterals.Integer(scan.Steps - 1)} && ({forward} + 1) % {CSharpLiterals.Integer(scan.ResetEvery)} == 0)"))
        {
            foreach (var state in _kernel.Links.States.Take(scan.ResetStates))
                writer.Line($"StepRows.Clear(ref {_body.BufferOf(state.Inside).Name}, begin, end, {CSharpLiterals.Integer(state.Inside.Shape.ElementCount)});");
        }
    }

    private void WriteNextStates(SourceWriter writer)
    {
        foreach (var (inside, next, _) in _kernel.Links.States.Where(s => s.Inside != s.Next))
        {
            var (now, then) = (_body.BufferOf(inside).Name, _body.BufferOf(next).Name);
            var old = _names.Take("old" + UniqueNames.Pascal(now));
            writer.Line($"ref float {old} = ref {now};");
            writer.Line($"{now} = ref {then};");
            writer.Line($"{then} = ref {old};");
        }
    }

    private void WriteFinals(SourceWriter writer, KernelProgram program)
    {
        foreach (var part in _kernel.Writes.Where(w => w.Op is Ops.ScanFinal))
        {
            var state = _kernel.Links.States[((Ops.ScanFinal)part.Op).State].Inside;
            WriteCopy(writer, _body.BufferOf(state).Name, AddSequence(state, program, part, "final"), state.Shape);
        }
    }
}
