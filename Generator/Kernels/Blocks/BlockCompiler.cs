using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>From a graph to a block program: fused kernels, what runs before, in and after the blocks, and the memory of each value.</summary>
internal static class BlockCompiler
{
    private const int FloatsPerLine = 16;

    /// <param name="parameterFloats">Floats of all parameters if gradients are computed, else 0.</param>
    /// <returns>Null for a graph that cannot run in blocks or would not gain.</returns>
    public static BlockProgram? Run(string name, Graph graph, Placement placement, int parameterFloats)
    {
        var prepared = ProgramCompiler.Prepare(graph);
        var kernels = Lowering.Run(prepared, RowLayout.Lanes);
        if (!BlockSupport.Covers(kernels) || BlockPhases.Split(kernels) is not { } phases)
            return null;
        var names = new ProgramNames(prepared);
        var neededFor = Schedule.NeededFor(kernels, prepared, placement);
        var outside = ProgramCompiler.Place(prepared, placement, names);
        if (BlockSchedule.Run(prepared, phases.Inside, neededFor, outside, placement) is not { } schedule)
            return null;
        var (features, transposed, arena) = BlockMemoryPlan.Run([.. schedule.Steps, .. schedule.Sums]);
        if (arena > BlockSupport.MostFeatures)
            return null;
        var buffers = PlaceBatched(outside, features, names);
        var (sumFloats, fixedFloats) = PlaceUnbatched(buffers, phases, names);
        return new BlockProgram(
            name, prepared, phases.Before.Select(k => (k, neededFor[k])).ToSteps(), schedule.Steps, schedule.Sums, phases.After.Select(k => (k, neededFor[k])).ToSteps(),
            buffers, transposed.ToDictionary(t => t.Key, t => new KernelBuffer(t.Key, Storage.Arena, names.Derived(t.Key, "Transposed"), t.Value)), arena, fixedFloats + sumFloats, fixedFloats, sumFloats, parameterFloats, placement.Slots, placement.Gradients);
    }

    /// <summary>Values of the batch lie in the arena, the caller's too: load and store steps copy them.</summary>
    private static Dictionary<Node, KernelBuffer> PlaceBatched(
        IReadOnlyDictionary<Node, KernelBuffer> outside, IReadOnlyDictionary<Node, int> features, ProgramNames names)
    {
        var buffers = outside.Where(b => !features.ContainsKey(b.Key)).ToDictionary(b => b.Key, b => b.Value);
        foreach (var value in features)
            buffers[value.Key] = new KernelBuffer(value.Key, Storage.Arena, names.Of(value.Key), value.Value);
        return buffers;
    }

    private static (int SumFloats, int FixedFloats) PlaceUnbatched(Dictionary<Node, KernelBuffer> buffers, BlockPhases phases, ProgramNames names)
    {
        var sums = Place(phases.Inside.Where(BlockSupport.IsSum), Storage.Sum);
        return (sums, Place(phases.Before.Concat(phases.After), Storage.Fixed));

        int Place(IEnumerable<Kernel> kernels, Storage storage)
        {
            var offset = 0;
            foreach (var value in kernels.SelectMany(k => k.Writes).Where(w => !buffers.ContainsKey(w)))
            {
                buffers[value] = new KernelBuffer(value, storage, names.Of(value), offset);
                offset += (value.Shape.ElementCount + FloatsPerLine - 1) / FloatsPerLine * FloatsPerLine;
            }

            return offset;
        }
    }

    /// <summary>Kernels outside the batch in order, behind a barrier where they read what another one wrote.</summary>
    private static IReadOnlyList<KernelStep> ToSteps(this IEnumerable<(Kernel Kernel, IReadOnlyList<int>? NeededFor)> kernels)
    {
        var steps = new List<KernelStep>();
        var written = new HashSet<Node>();
        foreach (var (kernel, neededFor) in kernels)
        {
            var barrier = kernel.Reads.Any(written.Contains);
            if (barrier)
                written.Clear();
            written.UnionWith(kernel.Writes);
            steps.Add(new KernelStep(kernel, barrier, neededFor));
        }

        return steps;
    }
}
