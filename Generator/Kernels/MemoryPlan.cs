using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Gives every value that must lie in memory its place. Values in the workspace share memory when their lives are apart; since workers pass
/// through the kernels between two barriers at their own pace, lives are counted in barriers.
/// </summary>
internal static class MemoryPlan
{
    /// <summary>Every offset is a multiple of 64 bytes.</summary>
    public const int FloatsPerLine = 16;

    /// <param name="placed">Values whose place is given from outside: parameters, slots, gradients.</param>
    /// <param name="results">Values that must outlive the program.</param>
    public static (int ArenaFloatsPerRow, int FixedFloats) Run(
        Graph graph, IReadOnlyList<KernelStep> steps, IDictionary<Node, KernelBuffer> placed, Func<Node, string> nameOf, IReadOnlyCollection<Node> results)
    {
        var joined = graph.Nodes.Where(n => n.Op is Joined).SelectMany(j => j.Inputs.Select(part => (Part: part, Whole: j))).ToDictionary(j => j.Part, j => j.Whole);
        var lives = Lives(steps, placed, results, value => joined.TryGetValue(value, out var whole) ? whole : value);
        var arena = FirstFit.Pack(BranchSharing.Run(lives.Where(l => l.Value.Type.Batched)));
        var fixedFloats = FirstFit.Pack(lives.Where(l => !l.Value.Type.Batched));
        foreach (var (values, offset) in arena.Places)
        {
            foreach (var value in values)
                placed[value] = new KernelBuffer(value, Storage.Arena, nameOf(value), offset);
        }

        foreach (var (value, offset) in fixedFloats.Places)
            placed[value] = new KernelBuffer(value, Storage.Fixed, nameOf(value), offset);
        foreach (var part in joined)
            placed[part.Key] = placed[part.Value];
        return (arena.Total, fixedFloats.Total);
    }

    private static List<Life<Node>> Lives(IReadOnlyList<KernelStep> steps, IDictionary<Node, KernelBuffer> placed, IReadOnlyCollection<Node> results, Func<Node, Node> whole)
    {
        var lives = new Dictionary<Node, Life<Node>>();
        var time = 0;
        foreach (var step in steps)
        {
            if (step.BarrierBefore)
                time++;
            foreach (var written in step.Kernel.Writes.Select(whole).Where(w => !placed.ContainsKey(w) && !lives.ContainsKey(w)))
                lives[written] = new Life<Node>(written, time, time, Size(written, written.Type.Batched ? 1 : FloatsPerLine));
            if (step.Kernel.ScratchFloatsPerRow > 0)
                lives[step.Kernel.Nodes[0]] = new Life<Node>(step.Kernel.Nodes[0], time, time, step.Kernel.ScratchFloatsPerRow);
            foreach (var read in step.Kernel.Reads.Select(whole).Where(lives.ContainsKey))
                lives[read] = lives[read] with { Last = step.Kernel is ProductKernel { CanWaitForNorm: true } ? int.MaxValue : Math.Max(time, lives[read].Last) };
        }

        foreach (var result in results.Where(lives.ContainsKey))
            lives[result] = lives[result] with { Last = int.MaxValue };
        return [.. lives.Values.OrderBy(l => l.First).ThenByDescending(l => l.Value.Shape.ElementCount).ThenBy(l => l.Value.Id)];
    }

    private static int Size(Node value, int alignment) =>
        (value.Shape.ElementCount + alignment - 1) / alignment * alignment * (value.Type.Rows?.Slots ?? 1);
}
