using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Kernels by when they run: before the blocks what no row takes part in, in each block what rows need or give, afterwards what needs sums over
/// all rows. Each in an order in which operands come first.</summary>
internal sealed record BlockPhases(IReadOnlyList<Kernel> Before, IReadOnlyList<Kernel> Inside, IReadOnlyList<Kernel> After)
{
    /// <returns>Null if rows need a sum over all rows.</returns>
    public static BlockPhases? Split(IReadOnlyList<Kernel> kernels)
    {
        var waiting = kernels.ToList();
        var unwritten = new HashSet<Node>(kernels.SelectMany(k => k.Writes));
        var late = new HashSet<Node>();
        var phases = (Before: new List<Kernel>(), Inside: new List<Kernel>(), After: new List<Kernel>());
        while (waiting.Count > 0)
        {
            var kernel = waiting.First(k => !k.Reads.Any(unwritten.Contains));
            waiting.Remove(kernel);
            unwritten.ExceptWith(kernel.Writes);
            var isInside = BlockSupport.IsSum(kernel) || kernel.Nodes.Any(n => n.Type.Batched);
            var isLate = kernel.Reads.Any(late.Contains);
            if (isInside && isLate)
                return null;
            if (BlockSupport.IsSum(kernel) || isLate)
                late.UnionWith(kernel.Writes);
            (isInside ? phases.Inside : isLate ? phases.After : phases.Before).Add(kernel);
        }

        return new BlockPhases(phases.Before, phases.Inside, phases.After);
    }
}
