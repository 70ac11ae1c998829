using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Which results kernels are needed for, directly or through others.</summary>
internal sealed class NeededBits
{
    private readonly Dictionary<Node, int> _producers;
    private readonly int[][] _operands;
    private readonly HashSet<int>[] _bits;
    private readonly bool[] _always;

    public NeededBits(IReadOnlyList<Kernel> kernels)
    {
        _producers = kernels.SelectMany((k, i) => k.Writes.Select(w => (Value: w, Kernel: i))).ToDictionary(p => p.Value, p => p.Kernel);
        _operands = [.. kernels.Select(k => ProducersOf(k.Reads))];
        _bits = [.. kernels.Select(_ => new HashSet<int>())];
        _always = new bool[kernels.Count];
    }

    /// <summary>The values are needed for the result of a bit, or always.</summary>
    public void Add(IEnumerable<Node> values, int? bit)
    {
        var open = new Stack<int>(ProducersOf(values));
        while (open.Count > 0)
        {
            // Whatever is always needed, or known to be needed for this, has told its operands so.
            var kernel = open.Pop();
            if (_always[kernel] || (bit is { } needed && !_bits[kernel].Add(needed)))
                continue;
            _always[kernel] = bit is null;
            foreach (var operand in _operands[kernel])
                open.Push(operand);
        }
    }

    /// <summary>The bits of the results that the kernel at <paramref name="index"/> is needed for, in order; null for one that is always needed.</summary>
    public IReadOnlyList<int>? Of(int index) => _always[index] ? null : [.. _bits[index].OrderBy(b => b)];

    private int[] ProducersOf(IEnumerable<Node> values) => [.. values.Where(_producers.ContainsKey).Select(v => _producers[v]).Distinct()];
}
