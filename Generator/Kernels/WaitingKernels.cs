using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Kernels that have yet to run, and which of them can: those whose operands are there, and whose parameter nothing else needs as it was.</summary>
internal sealed class WaitingKernels
{
    private readonly SortedSet<Kernel> _ready;
    private readonly ILookup<Node, Kernel> _readers;
    private readonly ILookup<Node, Kernel> _updates;
    private readonly HashSet<Node> _unwritten;

    // By value how many kernels that have not run read it; by kernel how many of its operands are not written.
    private readonly Dictionary<Node, int> _readersLeft;
    private readonly Dictionary<Kernel, int> _operandsLeft;

    /// <param name="kernels">The kernels in the order in which <see cref="Ready"/> has them.</param>
    public WaitingKernels(IReadOnlyList<Kernel> kernels)
    {
        var order = kernels.Select((kernel, i) => (kernel, i)).ToDictionary(k => k.kernel, k => k.i);
        _ready = new(Comparer<Kernel>.Create((a, b) => order[a].CompareTo(order[b])));
        _unwritten = new(kernels.SelectMany(k => k.Writes));
        var reads = kernels.SelectMany(k => k.Reads.Distinct().Select(r => (Kernel: k, Read: r))).ToArray();
        _readers = reads.ToLookup(r => r.Read, r => r.Kernel);
        _readersLeft = reads.GroupBy(r => r.Read).ToDictionary(g => g.Key, g => g.Count());
        _updates = kernels.Where(k => k.Updates is not null).ToLookup(k => k.Updates!);
        _operandsLeft = kernels.ToDictionary(k => k, k => k.Reads.Distinct().Count(_unwritten.Contains));
        foreach (var kernel in kernels)
            Check(kernel);
    }

    /// <summary>Kernels that can run next.</summary>
    public IReadOnlyCollection<Kernel> Ready => _ready;

    /// <summary>Takes out a kernel that runs.</summary>
    public void Remove(Kernel kernel)
    {
        _ready.Remove(kernel);
        foreach (var read in kernel.Reads.Distinct())
        {
            _readersLeft[read]--;
            foreach (var update in _updates[read].Where(u => u != kernel))
                Check(update);
        }

        foreach (var written in kernel.Writes.Where(_unwritten.Remove))
        {
            foreach (var reader in _readers[written])
            {
                _operandsLeft[reader]--;
                Check(reader);
            }
        }
    }

    private void Check(Kernel kernel)
    {
        var readsItself = kernel.Updates is { } updated && kernel.Reads.Contains(updated) ? 1 : 0;
        if (_operandsLeft[kernel] == 0 && (kernel.Updates is not { } parameter || !_readersLeft.TryGetValue(parameter, out var left) || left == readsItself))
            _ready.Add(kernel);
    }
}
