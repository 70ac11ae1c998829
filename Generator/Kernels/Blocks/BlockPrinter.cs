using System.Text;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>A block program as text: what runs before, in and after the blocks, and where the values of a block lie. Stable, for snapshots and docs.</summary>
internal static class BlockPrinter
{
    public static string Print(BlockProgram program)
    {
        var text = new StringBuilder();
        text.Append($"block program {program.Name}: {program.FloatsPerRow} features, {program.FixedFloats} fixed\n");
        Outside(text, program, "before", program.Before);
        foreach (var step in program.Steps)
            text.Append($"  {Print(program, step)}\n");
        foreach (var sum in program.Sums)
            text.Append($"  group: {Print(program, sum)}\n");
        Outside(text, program, "after", program.After);
        text.Append("memory of a block\n");
        foreach (var buffer in program.Buffers.Values.Where(b => b.Storage == Storage.Arena).Concat(program.Transposed.Values).OrderBy(b => b.Offset).ThenBy(b => b.Value.Id))
            text.Append($"  {buffer.Offset}: {buffer.Name} {buffer.Type}\n");
        return text.ToString();
    }

    private static void Outside(StringBuilder text, BlockProgram program, string when, IReadOnlyList<KernelStep> steps)
    {
        foreach (var step in steps)
            text.Append($"  {when}: {Operations(step.Kernel)}: {Names(program, step.Kernel.Reads)} → {Names(program, step.Kernel.Writes)}\n");
    }

    private static string Print(BlockProgram program, BlockStep step) => step switch
    {
        LoadStep load => $"load {program.BufferOf(load.Input).Name}",
        StoreStep store => $"store {program.BufferOf(store.Output).Name} to slot {store.Slot}",
        TransposeStep transpose => $"transpose {program.BufferOf(transpose.Value).Name} → {program.Transposed[transpose.Value].Name}",
        ComputeStep compute => $"{Operations(compute.Kernel)}: {Names(program, compute.Kernel.Reads)} → {Names(program, compute.Kernel.Writes)}",
        _ => step.GetType().Name,
    };

    private static string Operations(Kernel kernel) => string.Join(" · ", kernel.Nodes.Select(n => n.Op.Print()));

    private static string Names(BlockProgram program, IEnumerable<Node> values) => string.Join(", ", values.Select(v => program.BufferOf(v).Name));
}
