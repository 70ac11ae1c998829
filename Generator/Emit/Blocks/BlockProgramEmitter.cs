using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>Writes a block program: its memory, then one call for each step of a block, and what runs before and after the blocks.</summary>
internal sealed class BlockProgramEmitter
{
    /// <summary>Rows of fewer features lie so close together that the hardware foresees them.</summary>
    private const int PrefetchedFeatures = 16;

    private readonly BlockProgram _program;
    private readonly KernelTypes _types;
    private readonly KernelTitles _titles;
    private readonly UniqueNames _parts = new();

    private BlockProgramEmitter(BlockProgram program, KernelTypes types)
    {
        (_program, _types) = (program, types);
        _titles = new KernelTitles(program.Graph);
    }

    public static void Emit(SourceWriter writer, BlockProgram program, KernelTypes types, string summary) =>
        new BlockProgramEmitter(program, types).Write(writer, summary);

    private void Write(SourceWriter writer, string summary)
    {
        writer.Blank().Doc("summary", CSharpLiterals.Xml(summary + " Block by block of rows, the rows in the lanes of vectors."));
        using (writer.Block($"public readonly struct {_program.Name} : IBlockProgram"))
        {
            writer.Line($"public static int FloatsPerRow => {CSharpLiterals.Integer(_program.FloatsPerRow)};");
            writer.Line($"public static int GradientFloats => {CSharpLiterals.Integer(_program.GradientFloats)};");
            writer.Line($"public static int SumFloats => {CSharpLiterals.Integer(_program.SumFloats)};");
            writer.Line($"public static int SumOffset => {CSharpLiterals.Integer(_program.SumOffset)};");
            writer.Line($"public static int FixedFloats => {CSharpLiterals.Integer(_program.FixedFloats)};");
            if (_program.LossOffset is { } loss)
                writer.Line($"public static int LossOffset => {CSharpLiterals.Integer(loss)};");
            if (_program.Sums.Count > 0 && _program.IsAfterOfSums)
                writer.Line("public static bool IsAfterOfSums => true;");
            writer.Blank().Line($"public static int MostWorkers(int rows) => BlockRunner.MostWorkers<{_program.Name}>(rows);");
            writer.Blank().Line($"public static void Run(in Frame frame) => BlockRunner.Run<{_program.Name}>(frame);");
            if (_program.Before.Count > 0)
                WriteOutside(writer, "Before", _program.Before, "frame.Barrier();");
            WriteBlock(writer, "Rows", _program.Steps);
            if (_program.Sums.Count > 0)
                WriteBlock(writer, "Sums", _program.Sums);
            if (_program.After.Count > 0)
                WriteOutside(writer, "After", _program.After, "");
        }
    }

    private void WriteOutside(SourceWriter writer, string name, IReadOnlyList<KernelStep> steps, string end) =>
        ProgramEmitter.EmitMethod(writer.Blank(), new MethodForm(name) { End = end }, _program.Outside(steps), _types, _parts);

    private void WriteBlock(SourceWriter writer, string name, IReadOnlyList<BlockStep> steps)
    {
        MethodLocal[] locals =
        [
            .. UsedBuffers(steps).Select(b => Local(b, $"{b.Type.Shape}{(b.Type.Batched ? " a row" : "")}")),
            .. UsedTransposed(steps).Select(t => Local(t, $"rows of {t.Type.Shape}")),
        ];
        var parts = new MethodParts(locals);
        foreach (var step in steps.SelectMany(Split))
            parts.Add(Title(step), w => WriteStep(w, step));
        var form = new MethodForm(name, "BlockFrame") { TypeParameter = ("V", "where V : struct, ISimd<V>") };
        form.Write(writer.Blank(), locals, parts.ToList(), part => _types.PartName(part.Name, _parts));
    }

    private MethodLocal Local(KernelBuffer buffer, string comment) => new($"ref float {buffer.Name} = ref {Address(buffer)}; // {comment}", buffer.Name);

    private static IEnumerable<BlockStep> Split(BlockStep step) => step is ComputeStep { Kernel: MovementKernel movement } compute
        ? MovementEmitter.Split(movement).Select(copies => compute with { Kernel = copies })
        : [step];

    private string Title(BlockStep step) => step switch
    {
        ComputeStep compute => _titles.Of(compute.Kernel),
        LoadStep { Input: var input } => Name(input),
        StoreStep { Output: var output } => Name(output),
        _ => Name(((TransposeStep)step).Value),
    };

    private IEnumerable<KernelBuffer> UsedTransposed(IReadOnlyList<BlockStep> steps) => steps
        .SelectMany(s => s.Reads.Concat(s.Writes)).Where(v => v.IsTransposed).Select(v => v.Node)
        .Distinct().Select(v => _program.Transposed[v]).OrderBy(t => t.Offset).ThenBy(t => t.Value.Id);

    private IEnumerable<KernelBuffer> UsedBuffers(IReadOnlyList<BlockStep> steps) => steps
        .SelectMany(s => s.Reads.Concat(s.Writes).Where(v => !v.IsTransposed).Select(v => v.Node).Concat(s is ComputeStep c ? c.Kernel.Reads.Concat(c.Kernel.Writes) : []))
        .Distinct().Select(_program.BufferOf).OrderBy(b => b.Storage).ThenBy(b => b.Offset).ThenBy(b => b.Value.Id);

    private string Address(KernelBuffer buffer)
    {
        var offset = CSharpLiterals.Integer(buffer.Offset);
        return buffer.Storage switch
        {
            Storage.Parameter when buffer.Slot >= 0 => $"frame.Shared({CSharpLiterals.Integer(buffer.Slot)}, {offset})",
            Storage.Parameter => $"frame.Parameters({offset})",
            Storage.Gradient => $"frame.Gradients({offset})",
            Storage.Sum => $"frame.Sums({offset})",
            Storage.Fixed => $"frame.Fixed({offset})",
            _ => $"frame.Values({offset})",
        };
    }

    private void WriteStep(SourceWriter writer, BlockStep step)
    {
        switch (step)
        {
            case LoadStep { Input: var input }:
                var slot = ((Input)input.Op).Type.Element == ElementType.Integer ? "IntSlot" : "Slot";
                writer.Line($"BlockMemory.Load<V>(ref frame.{slot}({SlotOf(input)}, {Count(input)}), {Count(input)}, frame.Count, ref {Name(input)});");
                if (slot == "Slot" && input.Shape.ElementCount >= PrefetchedFeatures)
                    writer.Line($"BlockMemory.Prefetch<V>(ref frame.Slot({SlotOf(input)}, {Count(input)}), {Count(input)}, frame.Next);");
                break;
            case StoreStep { Output: var output, Slot: var number, NeededFor: var wanted }:
                var store = $"BlockMemory.Store<V>(ref {Name(output)}, {Count(output)}, frame.Count, ref frame.Slot({CSharpLiterals.Integer(number)}, {Count(output)}));";
                Guarded(writer, wanted, () => writer.Line(store));
                break;
            case TransposeStep transpose:
                var call = $"BlockGradient.Transpose<V>(ref {Name(transpose.Value)}, {Count(transpose.Value)}, frame.Group, ref {TransposedName(transpose.Value)});";
                Guarded(writer, transpose.NeededFor, () => writer.Line(call));
                break;
            case ComputeStep compute:
                WriteKernel(writer, compute);
                break;
        }
    }

    private void WriteKernel(SourceWriter writer, ComputeStep step)
    {
        var title = _titles.Of(step.Kernel);
        writer.Line(_titles.Comment(step.Kernel));
        Guarded(writer, step.NeededFor, () =>
        {
            writer.Line($"frame.Hit({CSharpLiterals.String(title)});");
            WriteCall(writer, step);
        });
    }

    private static void Guarded(SourceWriter writer, IReadOnlyList<int>? neededFor, Action inside)
    {
        if (WantedCondition.Of(neededFor) is not { } wanted)
        {
            inside();
            return;
        }

        using (writer.Block($"if ({wanted})"))
            inside();
    }

    private void WriteCall(SourceWriter writer, ComputeStep step)
    {
        switch (step.Kernel)
        {
            case ProductKernel { Product.Op: WeightGradient } sum:
                var shape = _types.Shape(sum.Left.Shape.ElementCount, sum.Columns);
                var transposed = step.Transposed is null ? "Unsafe.NullRef<float>()" : TransposedName(sum.Right);
                writer.Line(
                    $"BlockGradient.Weights<V, {shape}>(ref {Name(sum.Left)}, ref {Name(sum.Right)}, ref {transposed}, frame.Group, ref {Name(sum.Product)}, frame.Accumulate);");
                break;
            case ProductKernel product:
                WriteProduct(writer, product);
                break;
            case OpKernel { Op: BatchSum } sum when step.Transposed is { } value:
                writer.Line($"BlockGradient.Sums<V>(ref {Name(value)}, ref {TransposedName(value)}, {Count(value)}, frame.Group, ref {Name(sum.Node)}, frame.Accumulate);");
                break;
            case OpKernel { Op: BatchSum } sum:
                writer.Line($"BlockSum.Run<V>(ref {Name(sum.Reads[0])}, {Count(sum.Node)}, frame.Group, ref {Name(sum.Node)}, frame.Accumulate);");
                break;
            case RowKernel row:
                var (type, body) = BlockKernelEmitter.Emit(row, _titles.OfResults(row), v => _program.Buffers.TryGetValue(v, out var buffer) ? buffer.Name : null);
                var name = _types.Name(type);
                writer.Line($"BlockKernel.Run<V, {name}>(new {name} {KernelFields.Initializer(body, v => $"ref {Name(v)}")});");
                break;
            case MovementKernel movement:
                MovementEmitter.EmitBlock(writer, movement, _program, _types);
                break;
            case MaskKernel { Node: var node }:
                var mask = (DropoutMask)node.Op;
                writer.Line(
                    $"DropoutMask.FillBlock<V>(ref {Name(node)}, frame.First, {Count(node)}, {CSharpLiterals.Float(mask.Rate)}, DropoutMask.Key(frame.Seed, frame.Step, {CSharpLiterals.String(mask.Layer)}));");
                break;
        }
    }

    private void WriteProduct(SourceWriter writer, ProductKernel product)
    {
        var (type, body) = EpilogueEmitter.Emit(product, EpilogueForm.Lanes);
        var name = _types.Name(type);
        var method = product.Product.Op is MatMul { TransposeRight: true } ? "MultiplyTransposed" : "Multiply";
        var shape = _types.Shape(product.Product.Inputs[0].Shape.Last, product.Columns);
        writer.Line(
            $"BlockGemm.{method}<V, {shape}, {name}>(ref {Name(product.Left)}, ref {Name(product.Right)}, new {name} {KernelFields.Initializer(body, v => $"ref {Name(v)}")});");
    }

    private string Name(Node value) => _program.BufferOf(value).Name;

    private string TransposedName(Node value) => _program.Transposed[value].Name;

    private static string Count(Node value) => CSharpLiterals.Integer(value.Shape.ElementCount);

    private string SlotOf(Node input) => CSharpLiterals.Integer(_program.Slots[((Input)input.Op).Name]);
}
