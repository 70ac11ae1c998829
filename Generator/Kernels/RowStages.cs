using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Orders the nodes of a row group into loops over the elements of a sample. A value that needs a finished reduction, or another loop's
/// values in another order, waits for the next stage; values of one element a row are computed between the loops.
/// </summary>
internal sealed class RowStages
{
    private readonly Dictionary<Node, int> _stage = [];
    private readonly List<OpenStage> _stages = [];

    /// <summary>Whether each member has the same number of elements and reads its operands in order, so that samples need not be told apart.</summary>
    public static bool IsFlat(IReadOnlyCollection<Node> members)
    {
        var count = members.First().Shape.ElementCount;
        return members.All(m => m.Op is ElementwiseOp && !Access.IsSpaced(m) && m.Shape.ElementCount == count && m.Inputs.All(i => IsReadInOrder(i, m, members)));
    }

    public static IReadOnlyList<RowStage> Arrange(IReadOnlyCollection<Node> members)
    {
        var stages = new RowStages();
        foreach (var node in members)
            stages.Place(node);
        return [.. stages._stages.Select(s => s.Close())];
    }

    /// <summary>Whether a node of a multi-stage kernel is one element a row, kept in a register for the whole row.</summary>
    public static bool IsRowScalar(Node node) => node.Shape.ElementCount == 1;

    private static bool IsReadInOrder(Node operand, Node user, IReadOnlyCollection<Node> members)
    {
        var source = Access.Resolve(operand);
        return members.Contains(source)
            || (Access.IsFormula(operand)
                ? source.Shape.ElementCount == 1
                : !Access.IsSpaced(source) && Access.OfMemory(operand, user.Type) is AccessKind.Flat or AccessKind.Scalar);
    }

    private void Place(Node node)
    {
        var isScalar = node.Op is ElementwiseOp && IsRowScalar(node);
        var stage = node.Inputs.Select(i => EarliestAfter(i, node, isScalar)).DefaultIfEmpty(0).Max();
        if (isScalar)
        {
            Stage(stage).Scalars.Add(node);
        }
        else
        {
            while (!Stage(stage).TryAdd(node))
                stage++;
        }

        _stage[node] = stage;
    }

    private int EarliestAfter(Node operand, Node user, bool userIsScalar)
    {
        var source = Access.Resolve(operand);
        if (!_stage.TryGetValue(source, out var stage))
            return 0;
        var sourceIsScalar = IsRowScalar(source);
        if (userIsScalar)
            return stage;
        if (sourceIsScalar || source.Op is ReductionOp)
            return stage + 1;
        var loop = user.Op is ReductionOp ? operand.Shape.ElementCount : user.Shape.ElementCount;
        return operand.Shape.ElementCount == loop ? stage : stage + 1;
    }

    private OpenStage Stage(int index)
    {
        while (_stages.Count <= index)
            _stages.Add(new OpenStage());
        return _stages[index];
    }

    private sealed class OpenStage
    {
        private readonly List<OpenLoop> _loops = [];

        public List<Node> Scalars { get; } = [];

        /// <summary>Adds a node to the loop that computes its operands, or to a fitting one; false if an operand is computed in this stage by a loop
        /// whose order does not fit.</summary>
        public bool TryAdd(Node node)
        {
            var order = LoopOrder.Of(node);
            var needed = _loops.Where(l => node.Inputs.Any(i => l.Nodes.Contains(Access.Resolve(i)))).ToArray();
            if (needed.Length > 1)
                return TryMerge(needed, order, node);
            var home = needed.Length == 1 ? needed[0] : _loops.FirstOrDefault(l => l.Order.Unify(order) is not null);
            if (home is null)
                _loops.Add(home = new OpenLoop(order));
            if (home.Order.Unify(order) is not { } unified)
                return false;
            home.Order = unified;
            home.Nodes.Add(node);
            return true;
        }

        public RowStage Close() => new([.. _loops.Select(l => l.Close())], Scalars);

        private bool TryMerge(OpenLoop[] loops, LoopOrder order, Node node)
        {
            LoopOrder? unified = order;
            foreach (var loop in loops)
                unified = unified?.Unify(loop.Order);
            if (unified is null)
                return false;
            var merged = new OpenLoop(unified);
            foreach (var loop in loops)
            {
                merged.Nodes.AddRange(loop.Nodes);
                _loops.Remove(loop);
            }

            merged.Nodes.Sort((a, b) => a.Id.CompareTo(b.Id));
            merged.Nodes.Add(node);
            _loops.Add(merged);
            return true;
        }
    }

    private sealed class OpenLoop(LoopOrder order)
    {
        public LoopOrder Order { get; set; } = order;

        public List<Node> Nodes { get; } = [];

        public RowLoop Close()
        {
            var (dimensions, reducedAxes) = Order.Resolve();
            return new RowLoop(dimensions, reducedAxes, Nodes);
        }
    }
}
