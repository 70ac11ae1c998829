using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Flow;

/// <summary>What two networks compute alike from the same data.</summary>
/// <param name="First">The names of the common values that the second network goes on from, in the first; empty if they have no names.</param>
/// <param name="Second">Their names in the second.</param>
internal sealed record SharedPart(IReadOnlyList<string> First, IReadOnlyList<string> Second)
{
    /// <summary>The common part, if there is a product or the like in it; null otherwise.</summary>
    public static SharedPart? Of(NetworkInstance first, NetworkInstance second, bool isStill)
    {
        var values = new CommonValues(isStill);
        var (there, here) = (values.Number(first), values.Number(second));
        var live = Reached(first.Network, _ => false);
        var shared = live.Where(node => node.Op is not SourceOp).ToLookup(node => there[node]);
        if (!Reached(second.Network, _ => false).Any(node => shared.Contains(here[node]) && IsWork(node)))
            return null;
        var names = Names(first.Network);
        var ends = new List<(string First, string Second)>();
        var ownNames = Names(second.Network);
        Reached(second.Network, node =>
        {
            var name = shared[here[node]].Select(n => names.TryGetValue(n, out var known) ? known : null).FirstOrDefault(n => n is not null);
            if (name is null || !ownNames.TryGetValue(node, out var own))
                return false;
            if (!ends.Contains((name, own)))
                ends.Add((name, own));
            return true;
        });
        return new SharedPart([.. ends.Select(e => e.First)], [.. ends.Select(e => e.Second)]);
    }

    /// <summary>Whether a value costs something to speak of, and has to do with parameters: what any two networks do with the data alone is no part that they share.</summary>
    private static bool IsWork(Node node) => node.Op is KernelOp or Scan && node.Type.Batched && node.Inputs.Any(input => input.Op is Parameter);

    /// <summary>The values that the outputs are computed from, as far as those at which <paramref name="isEnd"/> stops.</summary>
    private static HashSet<Node> Reached(SourceNetwork network, Func<Node, bool> isEnd)
    {
        var reached = new HashSet<Node>();
        var pending = new Stack<Node>(network.Graph.Results.Select(result => result.Value).Reverse());
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!reached.Add(node) || isEnd(node))
                continue;
            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return reached;
    }

    /// <summary>The name under which a clone would find each value that has one.</summary>
    private static Dictionary<Node, string> Names(SourceNetwork network)
    {
        var names = new Dictionary<Node, string>();
        foreach (var name in network.Names)
        {
            if (network.Find(name) is { Op: not SourceOp } node && !names.ContainsKey(node))
                names.Add(node, name);
        }

        return names;
    }
}
