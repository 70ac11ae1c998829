using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Gives the values inside strips their places. Each worker goes through the rows of a strip alone, kernel by kernel, so that values share memory as soon as their lives
/// are apart, and all strips share it, one after the other.
/// </summary>
internal static class StripPlan
{
    /// <returns>The floats for each row of a strip, of the strip that needs most.</returns>
    public static int Run(IReadOnlyList<KernelStep> steps, IReadOnlyList<RowStrip> strips, IDictionary<Node, KernelBuffer> buffers, Func<Node, string> nameOf)
    {
        var floats = 0;
        foreach (var strip in strips)
        {
            var plan = FirstFit.Pack(Lives(steps, strip).OrderBy(l => l.First).ThenByDescending(l => l.Size).ThenBy(l => l.Value.Id));
            foreach (var (value, offset) in plan.Places)
                buffers[value] = new KernelBuffer(value, Storage.Strip, nameOf(value), offset);
            floats = Math.Max(floats, plan.Total);
        }

        return floats;
    }

    private static IEnumerable<Life<Node>> Lives(IReadOnlyList<KernelStep> steps, RowStrip strip)
    {
        var kernels = steps.Skip(strip.First).Take(strip.Count).Select(s => s.Kernel).ToList();
        return strip.Inside.Select(value => new Life<Node>(
            value, kernels.FindIndex(k => k.Writes.Contains(value)), kernels.FindLastIndex(k => k.Writes.Contains(value) || k.Reads.Contains(value)), Size(value)));
    }

    private static int Size(Node value) => (value.Shape.ElementCount + MemoryPlan.FloatsPerLine - 1) / MemoryPlan.FloatsPerLine * MemoryPlan.FloatsPerLine;
}
