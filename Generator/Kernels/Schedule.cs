using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Orders kernels so that workers wait for each other as seldom as possible: all that a worker can do with its own rows first, then, behind one
/// barrier, what needs all rows (weight gradients, sums over the batch). A kernel that may change a parameter comes after all that read the parameter.
/// </summary>
internal static class Schedule
{
    /// <param name="kernels">The kernels, in any order.</param>
    /// <param name="placement">Says which results a run may leave out.</param>
    public static IReadOnlyList<KernelStep> Run(IReadOnlyList<Kernel> kernels, Graph graph, Placement placement)
    {
        var neededFor = NeededFor(kernels, graph, placement);
        var steps = new List<KernelStep>();
        var sinceBarrier = new Hazards();
        var waiting = new WaitingKernels(kernels);
        while (waiting.Ready.Count > 0)
        {
            var next = Next(waiting.Ready, sinceBarrier);
            var barrier = sinceBarrier.Needs(next);
            if (barrier)
                sinceBarrier.Clear();
            sinceBarrier.Add(next);
            waiting.Remove(next);
            steps.Add(new KernelStep(next, barrier, neededFor[next]));
        }

        return steps.Count == kernels.Count ? steps : throw new InvalidOperationException("Kernels wait for each other.");
    }

    /// <summary>Of the kernels whose operands are there: one that needs no barrier if possible, and of those one for the worker's own rows.</summary>
    private static Kernel Next(IReadOnlyCollection<Kernel> ready, Hazards sinceBarrier) =>
        ready.FirstOrDefault(k => k.IsRowLocal && !sinceBarrier.Needs(k))
        ?? ready.FirstOrDefault(k => !sinceBarrier.Needs(k))
        ?? ready.FirstOrDefault(k => k.IsRowLocal)
        ?? ready.First();

    /// <summary>What was written since the last barrier, and by whom it can be read without one; what was read and cannot be changed without one.</summary>
    private sealed class Hazards
    {
        private readonly HashSet<Node> _byRows = [];
        private readonly HashSet<Node> _byAll = [];
        private readonly HashSet<Node> _read = [];

        public bool Needs(Kernel kernel) =>
            kernel.Reads.Any(_byAll.Contains)
            || ((!kernel.IsRowLocal || kernel.ReadsAllRows) && kernel.Reads.Any(_byRows.Contains))
            || (kernel.Updates is { } parameter && _read.Contains(parameter));

        public void Add(Kernel kernel)
        {
            (kernel.IsRowLocal ? _byRows : _byAll).UnionWith(kernel.Writes);
            _read.UnionWith(kernel.Reads);
        }

        public void Clear()
        {
            _byRows.Clear();
            _byAll.Clear();
            _read.Clear();
        }
    }

    /// <summary>For each kernel the bits of the gradients and outputs that are computed from its results; null where something needs it that is always
    /// computed, or every gradient does, since no run wants none; but it may well want none of an input, and have no memory for it.</summary>
    public static Dictionary<Kernel, IReadOnlyList<int>?> NeededFor(IReadOnlyList<Kernel> kernels, Graph graph, Placement placement)
    {
        var needed = new NeededBits(kernels);
        foreach (var wanted in graph.Results)
            needed.Add(Access.Parts(wanted.Value), placement.BitOf(wanted));
        var ofInputs = new HashSet<Node>(graph.Results.Where(r => r.Role == ResultRole.Gradient && !placement.Parameters.ContainsKey(r.Name)).Select(r => Access.Resolve(r.Value)));
        return kernels.Select((kernel, i) => (Kernel: kernel, Bits: needed.Of(i))).ToDictionary(
            k => k.Kernel,
            k => k.Bits is { } bits && (bits.Count(b => b < Placement.FirstOutputBit) < placement.Gradients.Count || ofInputs.Overlaps(k.Kernel.Writes)) ? bits : null);
    }
}
