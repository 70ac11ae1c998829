using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Decides which nodes are computed together. A matrix product takes the elementwise operations that follow it into its epilogue; the rest
/// of the elementwise operations and the reductions form groups that go through the batch sample by sample. Every other node is a kernel of its own.
/// </summary>
/// <remarks>
/// A value that is used only later, deeper in the graph than its operands (a derivative such as y·(1 − y), whose operands are kept anyway), is
/// computed where it is used: it never reaches memory. No merge may make two groups wait for each other; each is checked on the contracted graph.
/// A long run of operations becomes several groups.
/// </remarks>
internal sealed class Fusion
{
    /// <summary>The most nodes of a group. The JIT inlines nothing more into a method that has 512 locals, and then each operation on a vector is a call: kernels
    /// of a few hundred nodes run 20 to 50 times as long.</summary>
    public const int MostMembers = 64;

    private readonly Graph _graph;
    private readonly RowLayout _layout;
    private readonly Dictionary<Node, FusionGroup> _groupOf = [];
    private readonly Dictionary<Node, int> _level = [];
    private readonly Dictionary<Node, List<Node>> _users = [];
    private readonly HashSet<Node> _results;
    private readonly HashSet<Node> _postponed = [];
    private readonly FusionSpans _spans;

    private Fusion(Graph graph, RowLayout layout)
    {
        (_graph, _layout) = (graph, layout);
        _spans = new FusionSpans(graph.Nodes.Length == 0 ? 0 : graph.Nodes.Max(n => n.Id) + 1);
        _results = [.. graph.Results.Select(r => Access.Resolve(r.Value))];
    }

    public static IReadOnlyList<FusionGroup> Run(Graph graph, RowLayout layout)
    {
        var fusion = new Fusion(graph, layout);
        fusion.Measure();
        fusion.Postpone();
        foreach (var node in graph.Nodes)
        {
            if (!fusion._postponed.Contains(node))
                fusion.Place(node);
        }

        return [.. fusion._groupOf.Values.Distinct().OrderBy(g => g.Root.Id)];
    }

    /// <summary>Depth of each node in products and other kernels that cannot fuse, and who uses it (through reshapes).</summary>
    private void Measure()
    {
        foreach (var node in _graph.Nodes)
        {
            _users[node] = [];
            var level = 0;
            foreach (var input in node.Inputs)
            {
                level = Math.Max(level, _level[input]);
                if (IsComputed(node))
                    _users[Access.Resolve(input)].Add(node);
            }

            var kind = FusionGroup.KindOf(node);
            _level[node] = kind is null or GroupKind.Row ? level : level + 1;
        }
    }

    /// <summary>Whether a node is more than another name for its operand.</summary>
    private static bool IsComputed(Node node) => Access.Resolve(node) == node;

    private void Postpone()
    {
        for (var i = _graph.Nodes.Length - 1; i >= 0; i--)
        {
            var node = _graph.Nodes[i];
            if (node.Op is ElementwiseOp && !_results.Contains(node) && _users[node].Distinct().Count() == 1
                && _users[node][0] is { Op: ElementwiseOp } user && (_level[user] > _level[node] || _postponed.Contains(user)))
                _postponed.Add(node);
        }
    }

    private void Place(Node node)
    {
        if (FusionGroup.KindOf(node) is not { } kind || _groupOf.ContainsKey(node))
            return;
        var home = kind switch { GroupKind.Row => FindHome(node), GroupKind.Gather => FindGather(node), _ => null };
        var group = home ?? new FusionGroup(kind, node);
        Join(group, node);
        if (group.Kind == GroupKind.Row)
            group = MergeOperandGroups(group, node);
        var postponed = node.Inputs.Select(Access.Resolve).Where(_postponed.Contains).ToArray();
        foreach (var input in postponed)
            PlacePostponed(input, _groupOf[node]);
        // A group that an operand came from by way of a postponed value seemed to wait for itself until that value had its place.
        if (group.Kind == GroupKind.Row && postponed.Length > 0)
            MergeOperandGroups(_groupOf[node], node);
    }

    /// <summary>The deepest group of an operand that can compute <paramref name="node"/> too.</summary>
    private FusionGroup? FindHome(Node node)
    {
        var candidates = node.Inputs.Select(Access.Resolve).Where(_groupOf.ContainsKey)
            .OrderByDescending(i => _level[i]).ThenByDescending(i => i.Id).Select(i => _groupOf[i]).Distinct();
        return candidates.FirstOrDefault(group => Accepts(group, node));
    }

    /// <summary>The group that gathers the same value for other branches: it waits for nothing else.</summary>
    private FusionGroup? FindGather(Node node) => _groupOf.Values.FirstOrDefault(group =>
        group.Kind == GroupKind.Gather && group.Root.Op.GetType() == node.Op.GetType() && group.Root.Inputs[1] == node.Inputs[1]
        && group.Root.Shape == node.Shape && Access.Resolve(group.Root.Inputs[0]) == Access.Resolve(node.Inputs[0]));

    private bool Accepts(FusionGroup group, Node node)
    {
        if (group.Members.Count >= MostMembers)
            return false;
        var fits = group.Kind switch
        {
            GroupKind.Product => group.EpilogueAccepts(node, _layout),
            GroupKind.Row => group.Batched == node.Type.Batched && group.Rows == node.Type.Rows && node.Op is ElementwiseOp or ReductionOp,
            _ => false,
        };
        return fits && !WouldWaitForItself(group, [.. node.Inputs.Select(Access.Resolve)]);
    }

    private void PlacePostponed(Node node, FusionGroup user)
    {
        if (_groupOf.ContainsKey(node))
            return;
        if (Accepts(user, node))
        {
            Join(user, node);
            foreach (var input in node.Inputs.Select(Access.Resolve).Where(_postponed.Contains))
                PlacePostponed(input, user);
        }
        else
        {
            Place(node);
        }
    }

    /// <returns>What has become of the group.</returns>
    private FusionGroup MergeOperandGroups(FusionGroup group, Node node)
    {
        foreach (var other in node.Inputs.Select(Access.Resolve).Where(_groupOf.ContainsKey).Select(i => _groupOf[i]).Distinct().ToArray())
        {
            if (other == group || other.Kind != GroupKind.Row || other.Batched != group.Batched || other.Rows != group.Rows
                || other.Members.Count + group.Members.Count > MostMembers)
                continue;
            var external = other.Members.Concat(group.Members).SelectMany(m => m.Inputs).Select(Access.Resolve);
            if (WouldWaitForItself([group, other], external))
                continue;
            var (kept, gone) = other.Members.Count > group.Members.Count ? (other, group) : (group, other);
            kept.Root = group.Root;
            foreach (var member in gone.Members)
                Join(kept, member);
            group = kept;
        }

        return group;
    }

    private void Join(FusionGroup group, Node node)
    {
        group.Members.Add(node);
        _groupOf[node] = group;
        _spans.Add(group.Members.Min.Id, group.Members.Max.Id);
    }

    private bool WouldWaitForItself(FusionGroup group, IEnumerable<Node> operands) => WouldWaitForItself([group], operands);

    /// <summary>Whether a path leads from one of <paramref name="groups"/> through other nodes to one of <paramref name="operands"/>.</summary>
    private bool WouldWaitForItself(HashSet<FusionGroup> groups, IEnumerable<Node> operands)
    {
        var first = _spans.FirstReachable(groups.Min(g => g.Members.Min.Id));
        var seen = new HashSet<Node>();
        var seenGroups = new HashSet<FusionGroup>();
        var open = new Stack<Node>(operands.Where(o => o.Id >= first && !(_groupOf.TryGetValue(o, out var g) && groups.Contains(g))));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (node.Id < first || !seen.Add(node))
                continue;
            if (_groupOf.TryGetValue(node, out var group))
            {
                if (groups.Contains(group))
                    return true;
                // A group waits for the operands of all its members, whichever of them led here.
                if (!seenGroups.Add(group))
                    continue;
                foreach (var input in group.Members.SelectMany(m => m.Inputs))
                    open.Push(Access.Resolve(input));
            }
            else
            {
                foreach (var input in node.Inputs)
                    open.Push(Access.Resolve(input));
            }
        }

        return false;
    }
}
