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
    private const int FloatsPerLine = 16;

    /// <param name="placed">Values whose place is given from outside: parameters, slots, gradients.</param>
    /// <param name="results">Values that must outlive the program.</param>
    public static (int ArenaFloatsPerRow, int FixedFloats) Run(
        IReadOnlyList<KernelStep> steps, IDictionary<Node, KernelBuffer> placed, Func<Node, string> nameOf, IReadOnlyCollection<Node> results)
    {
        var lives = Lives(steps, placed, results);
        var arena = Pack(lives.Where(l => l.Value.Type.Batched), 1);
        var fixedFloats = Pack(lives.Where(l => !l.Value.Type.Batched), FloatsPerLine);
        foreach (var (life, offset) in arena.Places)
            placed[life.Value] = new KernelBuffer(life.Value, Storage.Arena, nameOf(life.Value), offset);
        foreach (var (life, offset) in fixedFloats.Places)
            placed[life.Value] = new KernelBuffer(life.Value, Storage.Fixed, nameOf(life.Value), offset);
        return (arena.Total, fixedFloats.Total);
    }

    private static List<Life> Lives(IReadOnlyList<KernelStep> steps, IDictionary<Node, KernelBuffer> placed, IReadOnlyCollection<Node> results)
    {
        var lives = new Dictionary<Node, Life>();
        var time = 0;
        foreach (var step in steps)
        {
            if (step.BarrierBefore)
                time++;
            foreach (var written in step.Kernel.Writes.Where(w => !placed.ContainsKey(w)))
                lives[written] = new Life(written, time, time);
            foreach (var read in step.Kernel.Reads.Where(lives.ContainsKey))
                lives[read] = lives[read] with { Last = time };
        }

        foreach (var result in results.Where(lives.ContainsKey))
            lives[result] = lives[result] with { Last = int.MaxValue };
        return [.. lives.Values.OrderBy(l => l.First).ThenByDescending(l => l.Value.Shape.ElementCount).ThenBy(l => l.Value.Id)];
    }

    /// <summary>First fit: each value takes the lowest gap that is free during its life.</summary>
    private static (List<(Life Life, int Offset)> Places, int Total) Pack(IEnumerable<Life> lives, int alignment)
    {
        var places = new List<(Life Life, int Offset)>();
        var total = 0;
        foreach (var life in lives)
        {
            var size = Size(life, alignment);
            var offset = 0;
            foreach (var (_, start, end) in places.Where(p => p.Life.Overlaps(life))
                         .Select(p => (p, p.Offset, p.Offset + Size(p.Life, alignment))).OrderBy(p => p.Offset))
            {
                if (offset + size <= start)
                    break;
                offset = Math.Max(offset, end);
            }

            places.Add((life, offset));
            total = Math.Max(total, offset + size);
        }

        return (places, total);
    }

    private static int Size(Life life, int alignment) => (life.Value.Shape.ElementCount + alignment - 1) / alignment * alignment;

    private sealed record Life(Node Value, int First, int Last)
    {
        public bool Overlaps(Life other) => First <= other.Last && other.First <= Last;
    }
}
