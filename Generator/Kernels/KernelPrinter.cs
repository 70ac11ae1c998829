using System.Text;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>A program as text: kernels in order with what they read and write, barriers, loops, and the memory plan. Stable, for snapshots and docs.</summary>
internal static class KernelPrinter
{
    public static string Print(KernelProgram program)
    {
        var text = new StringBuilder();
        text.Append($"program {program.Name}: {program.ArenaFloatsPerRow} floats a row, {program.FixedFloats} fixed\n");
        for (var i = 0; i < program.Steps.Count; i++)
        {
            if (program.Steps[i].BarrierBefore)
                text.Append("  barrier\n");
            if (program.Strips.FirstOrDefault(s => s.First == i) is { } strip)
                text.Append($"  {strip.Rows} rows at a time, {strip.Count} kernels:\n");
            if (program.Strips.Any(s => i >= s.First && i < s.First + s.Count))
                text.Append("  ");
            Print(text, program, program.Steps[i]);
        }

        text.Append("memory\n");
        foreach (var buffer in program.Buffers.Values.OrderBy(b => b.Storage).ThenBy(b => b.Offset).ThenBy(b => b.Value.Id))
            text.Append($"  {buffer.Storage.ToString().ToLowerInvariant()} {buffer.Offset}: {buffer.Name} {buffer.Type}\n");
        return text.ToString();
    }

    private static void Print(StringBuilder text, KernelProgram program, KernelStep step)
    {
        var kernel = step.Kernel;
        var kind = kernel switch
        {
            ProductKernel => "product",
            RowKernel { IsFlat: true } => "elements",
            RowKernel => "rows",
            OpKernel op => op.Op.Mnemonic.Replace('_', ' '),
            MovementKernel => "movement",
            ScanKernel => "scan",
            RouteKernel => "route",
            GatherKernel => "gather",
            MergeKernel => "merge",
            _ => "mask",
        };
        var reads = string.Join(", ", kernel.Reads.Select(r => program.BufferOf(r).Name));
        var writes = string.Join(", ", kernel.Writes.Select(w => program.BufferOf(w).Name));
        var where = kernel.Rows is { } chosen ? $" for rows {chosen}" : "";
        text.Append($"  {kind}{where} {string.Join(" · ", kernel.Nodes.Select(n => n.Op.Print()))}: {reads} → {writes}");
        if (kernel.Updates is { } parameter)
            text.Append($", updates {program.BufferOf(parameter).Name}");
        if (step.NeededFor is { } bits)
            text.Append($", only for {NeededFor(program, [.. bits.Where(b => b < Placement.FirstOutputBit)], bits.Any(b => b >= Placement.FirstOutputBit))}");
        text.Append('\n');
        if (kernel is RowKernel { IsFlat: false } rows)
            PrintStages(text, rows);
        if (kernel is ScanKernel scan)
        {
            foreach (var inner in scan.Body.Steps)
                Print(text.Append("  "), scan.Body, inner);
        }
    }

    private static string NeededFor(KernelProgram program, IReadOnlyList<int> gradients, bool outputs)
    {
        var parts = new List<string>();
        if (gradients.Count > 0)
            parts.Add(gradients.Count == 1 ? program.Gradients[gradients[0]] : $"{gradients.Count} gradients");
        if (outputs)
            parts.Add("outputs");
        return string.Join(" and ", parts);
    }

    private static void PrintStages(StringBuilder text, RowKernel kernel)
    {
        foreach (var stage in kernel.Stages)
        {
            foreach (var loop in stage.Loops)
                text.Append($"    over {loop.Dimensions}: {Operations(loop.Nodes)}\n");
            if (stage.Scalars.Count > 0)
                text.Append($"    once a row: {Operations(stage.Scalars)}\n");
        }
    }

    private static string Operations(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(n => n.Op.Print()));
}
