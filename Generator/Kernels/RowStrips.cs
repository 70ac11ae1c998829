using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Neighbouring kernels that go over their rows a few at a time, together, or one that has much to put aside for each.</summary>
/// <param name="First">The first of their steps.</param>
/// <param name="Count">The number of steps; one alone if it puts values of its own to memory between its loops.</param>
/// <param name="Rows">So many rows at a time: a power of two.</param>
/// <param name="Inside">Values that nothing else needs: they lie where those of the rows before did.</param>
internal sealed record RowStrip(int First, int Count, int Rows, IReadOnlyList<Node> Inside);

/// <summary>
/// Lets kernels with much to say about each row, such as the layers of a convolutional network, take turns on a few rows at a time: what one
/// leaves is still in the second cache when the next reads it. Without, a batch goes through memory once for each layer.
/// </summary>
internal static class RowStrips
{
    // 512 KB of a second cache of 1 MB: inputs and parameters need room, too.
    private const int FloatsOfStrip = 128 * 1024;

    // Strips of more rows serve batches that hardly anybody has.
    private const int MostRows = 64;

    // A strip is a loop in one method: values that its kernels read and write, of which that has to name each.
    private const int MostValues = MethodParts.MostWords / 16;

    /// <param name="placed">Values whose place is given from outside.</param>
    /// <param name="results">Values that must outlive the program.</param>
    public static IReadOnlyList<RowStrip> Run(IReadOnlyList<KernelStep> steps, IReadOnlyDictionary<Node, KernelBuffer> placed, ISet<Node> results)
    {
        var strips = new List<RowStrip>();
        var readers = Readers(steps);
        for (int first = 0, end = 0; first < steps.Count;)
        {
            if (first >= end)
                end = End(steps, first);
            var (count, rows) = Longest(steps, first, end, readers);
            Node[] inside = [.. Inside(steps, first, count, readers, results).Where(v => !placed.ContainsKey(v) && v.Type is { Batched: true, Element: not ElementType.Integer })];
            if ((count >= 2 || inside.Length > 0) && rows <= MostRows)
                strips.Add(new RowStrip(first, count, rows, inside));
            first += Math.Max(1, count);
        }

        return strips;
    }

    /// <summary>The step before which those end that may take turns with the one at <paramref name="first"/>.</summary>
    private static int End(IReadOnlyList<KernelStep> steps, int first)
    {
        var end = first;
        while (end < steps.Count && (end == first || !steps[end].BarrierBefore) && RowMultiple(steps[end].Kernel) is not null)
            end++;
        return end;
    }

    /// <summary>How many steps from <paramref name="first"/> on take turns, and on how many rows: what they need at a time has to fit.</summary>
    private static (int Count, int Rows) Longest(IReadOnlyList<KernelStep> steps, int first, int end, Dictionary<Node, (int First, int Last)> readers)
    {
        var (count, rows, multiple, values) = (0, 0, 1, 0);
        var needed = new WorkingSet(readers, end);
        for (var i = first; i < end; i++)
        {
            var kernel = steps[i].Kernel;
            multiple = Math.Max(multiple, RowMultiple(kernel)!.Value);
            needed.Add(kernel, i);
            var fitting = PowerOfTwo(FloatsOfStrip / Math.Max(1, needed.Most));
            values += kernel.Reads.Count + kernel.Writes.Count;
            if (count > 0 && (fitting < multiple || values > MostValues))
                break;
            (count, rows) = (count + 1, Math.Max(multiple, fitting));
        }

        return (count, rows);
    }

    /// <summary>The rows that the beginning of a strip must be a multiple of; null for a kernel that goes over all its rows at once.</summary>
    private static int? RowMultiple(Kernel kernel) => kernel switch
    {
        { IsRowLocal: false } or { ReadsAllRows: true } or { Rows: not null } => null,
        ProductKernel product => ((KernelOp)product.Product.Op).RowMultiple(product.Product),
        OpKernel op => op.Op.RowMultiple(op.Node),
        RowKernel or MovementKernel or MaskKernel => 1,
        _ => null,
    };

    /// <summary>The first and the last step that read each value.</summary>
    private static Dictionary<Node, (int First, int Last)> Readers(IReadOnlyList<KernelStep> steps)
    {
        var readers = new Dictionary<Node, (int First, int Last)>();
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var read in steps[i].Kernel.Reads)
                readers[read] = (readers.TryGetValue(read, out var known) ? known.First : i, i);
        }

        return readers;
    }

    private static IEnumerable<Node> Inside(
        IReadOnlyList<KernelStep> steps, int first, int count, Dictionary<Node, (int First, int Last)> readers, ISet<Node> results)
    {
        return Enumerable.Range(first, count).SelectMany(i => steps[i].Kernel.Writes).Where(w => w.Op is not StoredApart && !IsNeededElsewhere(w));

        bool IsNeededElsewhere(Node value) =>
            results.Contains(value) || (readers.TryGetValue(value, out var known) && (known.First < first || known.Last >= first + count));
    }

    private static int PowerOfTwo(long atMost)
    {
        var result = 1;
        while (2L * result <= Math.Min(atMost, 1 << 20))
            result *= 2;
        return result;
    }

    /// <summary>Counts, kernel by kernel, the floats for a row that those before <paramref name="end"/> need at a time.</summary>
    private sealed class WorkingSet(Dictionary<Node, (int First, int Last)> readers, int end)
    {
        private readonly Dictionary<int, long> _endingAt = [];
        private long _floats;

        public long Most { get; private set; }

        public void Add(Kernel kernel, int place)
        {
            foreach (var written in kernel.Writes)
            {
                // What is needed behind the last of them goes to memory, and no longer counts.
                var last = readers.TryGetValue(written, out var known) && known.Last < end ? Math.Max(place, known.Last) : place;
                _endingAt.TryGetValue(last, out var ending);
                _endingAt[last] = ending + written.Shape.ElementCount;
                _floats += written.Shape.ElementCount;
            }

            Most = Math.Max(Most, _floats);
            if (_endingAt.TryGetValue(place, out var over))
                _floats -= over;
        }
    }
}
