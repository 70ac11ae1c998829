using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Neighbouring kernels that go over their rows a few at a time, together, or one that has much to put aside for each.</summary>
/// <param name="First">The first of their steps.</param>
/// <param name="Count">The number of steps; one alone if it puts values of its own to memory between its loops.</param>
/// <param name="Rows">So many rows at a time: a power of two.</param>
/// <param name="Inside">Values that nothing else needs: each strip puts them where the one before did.</param>
internal sealed record RowStrip(int First, int Count, int Rows, IReadOnlyList<KernelBuffer> Inside);

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

    public static IReadOnlyList<RowStrip> Run(
        IReadOnlyList<KernelStep> steps, IReadOnlyDictionary<Node, KernelBuffer> buffers, ISet<Node> results)
    {
        var strips = new List<RowStrip>();
        var readers = Readers(steps);
        for (var first = 0; first < steps.Count;)
        {
            var (count, rows) = Longest(steps, first);
            KernelBuffer[] inside = [.. Inside(steps, first, count, readers, results).Select(v => buffers[v]).Where(b => b is { Storage: Storage.Arena, IsInteger: false })];
            if ((count >= 2 || inside.Length > 0) && rows <= MostRows)
                strips.Add(new RowStrip(first, count, rows, inside));
            first += Math.Max(1, count);
        }

        return strips;
    }

    /// <summary>How many steps from <paramref name="first"/> on can take turns, and on how many rows.</summary>
    private static (int Count, int Rows) Longest(IReadOnlyList<KernelStep> steps, int first)
    {
        var (count, rows, multiple, floats, values) = (0, 0, 1, 0L, 0);
        for (var i = first; i < steps.Count; i++)
        {
            var step = steps[i];
            if ((count > 0 && step.BarrierBefore) || RowMultiple(step.Kernel) is not { } needed)
                break;
            multiple = Math.Max(multiple, needed);
            floats += step.Kernel.Writes.Sum(w => (long)w.Shape.ElementCount);
            var fitting = PowerOfTwo(FloatsOfStrip / Math.Max(1, floats));
            values += step.Kernel.Reads.Count + step.Kernel.Writes.Count;
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
}
