using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Places the values of a block: those whose lives are apart share memory, so that a block stays in the first cache.</summary>
internal static class BlockMemoryPlan
{
    /// <summary>The lanes of the widest vectors: transposition reads whole squares of features.</summary>
    private const int Lanes = 16;

    public static (IReadOnlyDictionary<Node, int> Features, IReadOnlyDictionary<Node, int> Transposed, int Total) Run(IReadOnlyList<BlockStep> steps)
    {
        var lives = new Dictionary<BlockValue, Life<BlockValue>>();
        for (var time = 0; time < steps.Count; time++)
        {
            foreach (var written in steps[time].Writes)
                lives[written] = new Life<BlockValue>(written, time, time, Size(written));
            foreach (var read in steps[time].Reads)
                lives[read] = lives[read] with { Last = time };
        }

        var (places, total) = FirstFit.Pack(lives.Values.OrderBy(l => l.First).ThenByDescending(l => l.Size).ThenBy(l => l.Value.Node.Id));
        return (Of(false), Of(true), total + Lanes - 1);

        Dictionary<Node, int> Of(bool isTransposed) =>
            places.Where(p => p.Value.IsTransposed == isTransposed).ToDictionary(p => p.Value.Node, p => p.Offset);
    }

    private static int Size(BlockValue value)
    {
        var count = value.Node.Shape.ElementCount;
        return value.IsTransposed ? (count + Lanes - 1) / Lanes * Lanes : count;
    }
}
