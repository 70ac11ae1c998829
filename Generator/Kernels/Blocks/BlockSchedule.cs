using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Orders the steps of a block: inputs are loaded, and kernels follow their operands. Sums run after several blocks, over the rows of all of them, those of
/// the values that were computed last first; what they read transposed is transposed just before.
/// </summary>
internal static class BlockSchedule
{
    /// <param name="outside">The memory of the caller's values.</param>
    /// <param name="placement">Says which results a run may leave out.</param>
    /// <returns>Null if a result of the network has no rows.</returns>
    public static (IReadOnlyList<BlockStep> Steps, IReadOnlyList<BlockStep> Sums)? Run(
        Graph graph, IReadOnlyList<Kernel> kernels, IReadOnlyDictionary<Kernel, IReadOnlyList<int>?> neededFor,
        IReadOnlyDictionary<Node, KernelBuffer> outside, Placement placement)
    {
        var stores = outside.Values.Where(b => b.Storage == Storage.Slot && b.Value.Op is not Input).ToArray();
        if (stores.Any(s => !s.Value.Type.Batched))
            return null;
        var bits = graph.Results.ToLookup(r => Access.Resolve(r.Value), placement.BitOf);
        var used = new HashSet<Node>(kernels.SelectMany(k => k.Reads));
        var steps = new List<BlockStep>();
        steps.AddRange(graph.Nodes.Where(n => n.Op is Input && used.Contains(n)).Select(n => new LoadStep(n)));
        var waiting = kernels.Where(k => !BlockSupport.IsSum(k)).ToList();
        var unwritten = new HashSet<Node>(waiting.SelectMany(k => k.Writes));
        while (waiting.Count > 0)
        {
            var kernel = waiting.First(k => !k.Reads.Any(unwritten.Contains));
            waiting.Remove(kernel);
            unwritten.ExceptWith(kernel.Writes);
            steps.Add(new ComputeStep(kernel, null, neededFor[kernel]));
            steps.AddRange(stores.Where(s => kernel.Writes.Contains(s.Value)).Select(s => new StoreStep(s.Value, s.Offset, bits[s.Value].First() is { } bit ? [bit] : null)));
        }

        return (steps, Sums(kernels, neededFor, steps.SelectMany(s => s.Writes).Select(v => v.Node).ToList()));
    }

    /// <param name="order">The values of a block in the order in which they are computed.</param>
    private static List<BlockStep> Sums(IReadOnlyList<Kernel> kernels, IReadOnlyDictionary<Kernel, IReadOnlyList<int>?> neededFor, List<Node> order)
    {
        var steps = new List<BlockStep>();
        var summed = kernels.OfType<ProductKernel>().Where(NeedsTransposed).ToLookup(p => p.Right, p => neededFor[p]);
        foreach (var kernel in kernels.Where(BlockSupport.IsSum).OrderByDescending(k => k.Reads.Max(r => order.IndexOf(r))))
            Add(steps, kernel, neededFor[kernel], summed);
        return steps;
    }

    private static bool NeedsTransposed(ProductKernel product) => BlockSupport.IsSum(product) && product.Columns > BlockSupport.MostDotColumns;

    private static void Add(List<BlockStep> steps, Kernel kernel, IReadOnlyList<int>? neededFor, ILookup<Node, IReadOnlyList<int>?> summed)
    {
        var value = kernel switch
        {
            ProductKernel product when NeedsTransposed(product) => product.Right,
            OpKernel { Op: BatchSum } sum when summed.Contains(sum.Reads[0]) => sum.Reads[0],
            _ => null,
        };
        if (value is not null && !steps.OfType<TransposeStep>().Any(t => t.Value == value))
        {
            var bits = summed[value].Append(neededFor).ToArray();
            steps.Add(new TransposeStep(value, bits.Any(b => b is null) ? null : [.. bits.SelectMany(b => b!).Distinct().OrderBy(b => b)]));
        }

        steps.Add(new ComputeStep(kernel, value, neededFor));
    }
}
