using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NetGen.Analyzers.Flow;

/// <summary>The ways through a flow graph, those that exceptions take included. Methods are small, so each question is answered by a search.</summary>
internal sealed class Paths
{
    private readonly ControlFlowGraph _graph;
    private readonly List<int>[] _normal;
    private readonly List<int>[] _next;
    private readonly List<int>[] _previous;

    public Paths(ControlFlowGraph graph)
    {
        _graph = graph;
        _normal = [.. graph.Blocks.Select(Successors)];
        _next = [.. graph.Blocks.Select(b => _normal[b.Ordinal].Concat(Handlers(b)).Distinct().ToList())];
        _previous = [.. graph.Blocks.Select(_ => new List<int>())];
        for (var block = 0; block < _next.Length; block++)
        {
            foreach (var next in _next[block])
                _previous[next].Add(block);
        }
    }

    /// <summary>Whether every way to <paramref name="block"/> goes through <paramref name="dominator"/>.</summary>
    public bool Dominates(int dominator, int block) =>
        dominator == block || dominator == 0 || !Reach(_next, 0, avoided: dominator).Contains(block);

    /// <summary>Whether normal ways from <paramref name="first"/> neither end nor come back without going through <paramref name="second"/>.</summary>
    public bool AlwaysReaches(int first, int second)
    {
        var reached = Reach(_normal, first, avoided: second);
        return !reached.Contains(_graph.Blocks.Length - 1) && !reached.Any(b => _normal[b].Contains(first)) && !CanRepeat(second, first);
    }

    /// <summary>Whether what holds at the end of <paramref name="first"/> is not undone by an exception that it is not told of at <paramref name="second"/>: both are
    /// in the same handlers, and <paramref name="second"/> is in every block with a catch that <paramref name="first"/> is in.</summary>
    public bool IsInSameTry(int first, int second)
    {
        var around = Regions(second).ToArray();
        return Regions(first).Where(IsCaught).All(around.Contains) && around.Where(IsHandler).All(Regions(first).Contains);
    }

    /// <summary>The blocks after <paramref name="first"/> and up to <paramref name="second"/>, on ways that do not go through the first again.</summary>
    /// <param name="secondRepeats">Whether such a way goes through the second and comes back to it.</param>
    public IReadOnlyCollection<int> Between(int first, int second, out bool secondRepeats)
    {
        var forward = Reach(_next, first, avoided: first);
        forward.Remove(first);
        secondRepeats = CanRepeat(second, first);
        var backward = Reach(_previous, second, avoided: first);
        return [.. forward.Where(backward.Contains)];
    }

    /// <summary>The blocks of the loops around a block, from the innermost on: those in whose every iteration it runs, or the loop that it is in.</summary>
    public IEnumerable<IReadOnlyCollection<int>> Loops(int block)
    {
        var loops = new Dictionary<int, (HashSet<int> Blocks, List<int> Ends)>();
        for (var source = 0; source < _next.Length; source++)
        {
            foreach (var head in _next[source].Where(h => Dominates(h, source)))
            {
                if (!loops.TryGetValue(head, out var loop))
                    loops.Add(head, loop = ([head], []));
                loop.Blocks.UnionWith(Reach(_previous, source, avoided: head));
                loop.Ends.Add(source);
            }
        }

        var inside = block;
        foreach (var loop in loops.Where(l => l.Value.Blocks.Contains(block)).OrderBy(l => l.Value.Blocks.Count))
        {
            if (!loop.Value.Ends.All(end => Dominates(inside, end)))
                yield break;
            yield return loop.Value.Blocks;
            inside = loop.Key;
        }
    }

    /// <summary>The blocks of finally clauses that run when one of <paramref name="blocks"/> is left.</summary>
    public IEnumerable<int> FinallyBlocks(IEnumerable<int> blocks) => blocks
        .SelectMany(b => new[] { _graph.Blocks[b].FallThroughSuccessor, _graph.Blocks[b].ConditionalSuccessor })
        .Where(b => b is not null).SelectMany(b => b!.FinallyRegions).Distinct()
        .SelectMany(r => Enumerable.Range(r.FirstBlockOrdinal, r.LastBlockOrdinal - r.FirstBlockOrdinal + 1));

    private bool CanRepeat(int block, int avoided) => _next[block].Any(n => n == block || (n != avoided && Reach(_next, n, avoided).Contains(block)));

    /// <summary>The blocks that can be reached, the start included, on ways that do not go on from <paramref name="avoided"/>, unless they start there.</summary>
    private static HashSet<int> Reach(List<int>[] edges, int start, int avoided)
    {
        var seen = new HashSet<int> { start };
        var open = new Stack<int>([start]);
        while (open.Count > 0)
        {
            foreach (var next in edges[open.Pop()])
            {
                if (next != avoided && seen.Add(next))
                    open.Push(next);
            }
        }

        return seen;
    }

    private static List<int> Successors(BasicBlock block) =>
        [.. new[] { block.FallThroughSuccessor, block.ConditionalSuccessor }.Select(b => b?.Destination?.Ordinal).OfType<int>().Distinct()];

    /// <summary>Where an exception in a block may lead.</summary>
    private static IEnumerable<int> Handlers(BasicBlock block)
    {
        // The graph of a lambda lies in regions of the graph around it.
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion is { } whole)
            {
                foreach (var handler in whole.NestedRegions.Where(r => r != region))
                    yield return handler.FirstBlockOrdinal;
            }
        }
    }

    private IEnumerable<ControlFlowRegion> Regions(int block)
    {
        for (var region = _graph.Blocks[block].EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            yield return region;
    }

    private static bool IsCaught(ControlFlowRegion region) => region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion.Kind: ControlFlowRegionKind.TryAndCatch };

    private static bool IsHandler(ControlFlowRegion region) =>
        region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally;
}
