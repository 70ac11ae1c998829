using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Orders the steps of a block: inputs are loaded, kernels follow their operands, and a sum runs as soon as it can, while what it reads is near.</summary>
internal static class BlockSchedule
{
    /// <param name="outside">The memory of the caller's values.</param>
    /// <param name="placement">Says which results a run may leave out.</param>
    /// <returns>Null if a result of the network has no rows.</returns>
    public static IReadOnlyList<BlockStep>? Run(
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
        var summed = kernels.OfType<ProductKernel>().Where(NeedsTransposed).ToLookup(p => p.Right, p => neededFor[p]);
        var waiting = kernels.ToList();
        var unwritten = new HashSet<Node>(kernels.SelectMany(k => k.Writes));
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(k => !k.Reads.Any(unwritten.Contains)).ToArray();
            var kernel = ready.FirstOrDefault(BlockSupport.IsSum) ?? ready[0];
            waiting.Remove(kernel);
            unwritten.ExceptWith(kernel.Writes);
            Add(steps, kernel, neededFor[kernel], summed);
            steps.AddRange(stores.Where(s => kernel.Writes.Contains(s.Value)).Select(s => new StoreStep(s.Value, s.Offset, bits[s.Value].First() is { } bit ? [bit] : null)));
        }

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
