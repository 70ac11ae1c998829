using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Moves kernels behind later barriers, to where their results are needed, if a program then takes less memory, since values live shorter. A schedule does all that
/// needs no barrier as soon as it can: the first layers of all experts of a mixture, say, before the second layer of any.
/// </summary>
internal sealed class LateKernels
{
    // What was just computed is still in the caches: where memory hardly gets less, kernels stay behind those that they read from.
    private const int LeastTenths = 9;

    // Between two barriers each.
    private readonly List<List<KernelStep>> _epochs = [];
    private readonly Dictionary<Kernel, int> _epochOf = [];
    private readonly HashSet<Kernel> _moved = [];
    private readonly ILookup<Node, Kernel> _readers;
    private readonly ILookup<Node, Kernel> _updates;
    private readonly Func<Node, int> _sizeOf;

    private LateKernels(IReadOnlyList<KernelStep> steps, Func<Node, int> sizeOf)
    {
        foreach (var step in steps)
        {
            if (_epochs.Count == 0 || step.BarrierBefore)
                _epochs.Add([]);
            _epochs[_epochs.Count - 1].Add(step);
            _epochOf.Add(step.Kernel, _epochs.Count - 1);
        }

        _readers = steps.SelectMany(s => s.Kernel.Reads.Distinct().Select(r => (Read: r, s.Kernel))).ToLookup(r => r.Read, r => r.Kernel);
        _updates = steps.Where(s => s.Kernel.Updates is not null).ToLookup(s => s.Kernel.Updates!, s => s.Kernel);
        _sizeOf = sizeOf;
    }

    /// <param name="steps">A schedule. The result has no more barriers.</param>
    /// <param name="placed">Values whose place is given from outside.</param>
    public static IReadOnlyList<KernelStep> Run(IReadOnlyList<KernelStep> steps, IReadOnlyDictionary<Node, KernelBuffer> placed, Graph graph)
    {
        // Parts of a whole, and branches of a choice, lie in memory that lives as long as all of them; what an update may wait for lives to the end.
        var others = new HashSet<Node>(graph.Nodes.Where(n => n.Op is Joined).SelectMany(n => n.Inputs));
        others.UnionWith(steps.Where(s => s.Kernel is ProductKernel { CanWaitForNorm: true }).SelectMany(s => s.Kernel.Reads));
        var kernels = new LateKernels(steps, value => value.Type is { Batched: true, Rows: null } && !placed.ContainsKey(value) && !others.Contains(value) ? value.Shape.ElementCount : 0);
        var before = kernels.MostAtOnce();
        var result = kernels.Run(steps);
        return kernels.MostAtOnce() < before / 10 * LeastTenths ? result : steps;
    }

    private List<KernelStep> Run(IReadOnlyList<KernelStep> steps)
    {
        // Whoever reads a value has found its place before who writes it.
        foreach (var step in steps.Reverse())
        {
            var epoch = BestEpoch(step.Kernel);
            if (epoch > _epochOf[step.Kernel])
                Move(step, epoch);
        }

        var result = new List<KernelStep>(steps.Count);
        foreach (var epoch in _epochs)
        {
            var isFirst = result.Count == 0;
            result.AddRange(epoch.Select((step, i) => step with { BarrierBefore = !isFirst && i == 0 }));
        }

        return result;
    }

    /// <summary>Of the epochs in which a kernel could run, the first of those that take least memory for as long as its operands and results live.</summary>
    private int BestEpoch(Kernel kernel)
    {
        var first = _epochOf[kernel];
        if (kernel.Writes.Any(w => _sizeOf(w) == 0))
            return first;
        var written = kernel.Writes.Sum(_sizeOf);
        var operands = kernel.Reads.Distinct().Where(r => _sizeOf(r) > 0).Select(r => (Size: _sizeOf(r), Last: LastReader(r, kernel))).ToArray();
        var (best, least, needed) = (first, 0L, 0L);
        for (int epoch = first + 1, last = LatestEpoch(kernel); epoch <= last; epoch++)
        {
            needed += operands.Where(o => o.Last < epoch).Sum(o => o.Size) - written;
            if (needed < least)
                (best, least) = (epoch, needed);
        }

        return best;
    }

    private int LastReader(Node value, Kernel besides) => _readers[value].Where(k => k != besides).Select(k => _epochOf[k]).DefaultIfEmpty(-1).Max();

    /// <summary>The last epoch in which a kernel can run: before whoever reads its results, and before its parameters change.</summary>
    private int LatestEpoch(Kernel kernel)
    {
        var readers = kernel.Writes.SelectMany(w => _readers[w]).Select(reader => _epochOf[reader] - (ReadsOwnRows(reader) ? 0 : 1));
        var updates = kernel.Reads.SelectMany(r => _updates[r]).Where(u => u != kernel).Select(u => _epochOf[u] - 1);
        return readers.Concat(updates).DefaultIfEmpty(_epochOf[kernel]).Min();

        bool ReadsOwnRows(Kernel reader) => kernel.IsRowLocal && reader is { IsRowLocal: true, ReadsAllRows: false };
    }

    /// <summary>The floats for a row that values take in the epoch in which they take most.</summary>
    private long MostAtOnce()
    {
        var floats = new long[_epochs.Count + 1];
        foreach (var (kernel, first) in _epochOf.Select(k => (k.Key, k.Value)))
        {
            foreach (var written in kernel.Writes)
            {
                floats[first] += _sizeOf(written);
                floats[Math.Max(first, LastReader(written, kernel)) + 1] -= _sizeOf(written);
            }
        }

        for (var epoch = 1; epoch < floats.Length; epoch++)
            floats[epoch] += floats[epoch - 1];
        return floats.Max();
    }

    private void Move(KernelStep step, int epoch)
    {
        _epochs[_epochOf[step.Kernel]].Remove(step);
        _epochOf[step.Kernel] = epoch;
        var steps = _epochs[epoch];
        var reader = steps.FindIndex(s => step.Kernel.Writes.Any(s.Kernel.Reads.Contains));
        // What later epochs read is the last that this one leaves, in the order in which it was.
        var place = reader >= 0 ? reader : steps.FindIndex(s => _moved.Contains(s.Kernel));
        steps.Insert(place >= 0 ? place : steps.Count, step);
        _moved.Add(step.Kernel);
    }
}
