using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Orders kernels so that workers wait for each other as seldom as possible: all that a worker can do with its own rows first, then, behind one
/// barrier, what needs all rows (weight gradients, sums over the batch).
/// </summary>
internal static class Schedule
{
    /// <param name="kernels">The kernels, in any order.</param>
    /// <param name="gradients">The gradients by the bit that asks for each.</param>
    public static IReadOnlyList<KernelStep> Run(IReadOnlyList<Kernel> kernels, Graph graph, IReadOnlyList<string> gradients)
    {
        var neededFor = NeededFor(kernels, graph, gradients);
        var steps = new List<KernelStep>();
        var writtenByRows = new HashSet<Node>();
        var writtenByAll = new HashSet<Node>();
        foreach (var kernel in Order(kernels))
        {
            var barrier = kernel.Reads.Any(writtenByAll.Contains) || (!kernel.IsRowLocal && kernel.Reads.Any(writtenByRows.Contains));
            if (barrier)
            {
                writtenByRows.Clear();
                writtenByAll.Clear();
            }

            (kernel.IsRowLocal ? writtenByRows : writtenByAll).UnionWith(kernel.Writes);
            steps.Add(new KernelStep(kernel, barrier, neededFor[kernel]));
        }

        return steps;
    }

    private static IEnumerable<Kernel> Order(IReadOnlyList<Kernel> kernels)
    {
        var producer = kernels.SelectMany(k => k.Writes.Select(w => (Value: w, Kernel: k))).ToDictionary(p => p.Value, p => p.Kernel);
        var done = new HashSet<Kernel>();
        var waiting = kernels.ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(k => k.Reads.All(r => !producer.TryGetValue(r, out var p) || done.Contains(p))).ToArray();
            var next = ready.FirstOrDefault(k => k.IsRowLocal) ?? ready[0];
            waiting.Remove(next);
            done.Add(next);
            yield return next;
        }
    }

    /// <summary>For each kernel the gradients that are computed from its results; null where the loss or an output needs it, or every gradient does.</summary>
    private static Dictionary<Kernel, IReadOnlyList<int>?> NeededFor(IReadOnlyList<Kernel> kernels, Graph graph, IReadOnlyList<string> gradients)
    {
        var result = kernels.ToDictionary(k => k, _ => (IReadOnlyList<int>?)new List<int>());
        var producer = kernels.SelectMany(k => k.Writes.Select(w => (Value: w, Kernel: k))).ToDictionary(p => p.Value, p => p.Kernel);
        foreach (var wanted in graph.Results)
        {
            var bit = wanted.Role == ResultRole.Gradient ? gradients.ToList().IndexOf(wanted.Name) : -1;
            Visit(Access.Resolve(wanted.Value), bit, []);
        }

        foreach (var kernel in kernels)
        {
            if (result[kernel] is { } bits && bits.Count == gradients.Count)
                result[kernel] = null;
        }

        return result;

        void Visit(Node value, int bit, HashSet<Kernel> seen)
        {
            if (!producer.TryGetValue(value, out var kernel) || !seen.Add(kernel))
                return;
            if (bit < 0)
                result[kernel] = null;
            else
                (result[kernel] as List<int>)?.Add(bit);
            foreach (var read in kernel.Reads)
                Visit(read, bit, seen);
        }
    }
}
