using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>Evaluates values of a graph in which products that another graph has too are random numbers, so that no weights are needed.</summary>
/// <param name="graph">The graph.</param>
/// <param name="numbers">The number of each value, by which both graphs know it.</param>
/// <param name="shared">The numbers that both graphs have.</param>
internal sealed class OpaqueValues(Graph graph, int[] numbers, HashSet<int> shared)
{
    /// <summary>The largest parameter of which values are made.</summary>
    private const int MostElements = 1 << 18;

    private readonly Dictionary<int, Node> _routes = graph.Nodes.Where(node => node.Op is Route).ToDictionary(node => ((Route)node.Op).Number);
    private readonly HashSet<RowSet> _taken = [];
    private readonly HashSet<RowSet> _met = [];

    /// <summary>Whether each branch on the way had a row in some trial.</summary>
    public bool HasTakenAllBranches => _met.IsSubsetOf(_taken);

    /// <summary>The elements of a value; null if it depends on a product of its own that takes too many numbers.</summary>
    public double[]? Evaluate(Node node, RandomTrial trial) => new Run(this, trial).Value(node)?.Data;

    private bool IsOpaque(Node node) => node.Op is SourceOp and not (Constant or Iota) || (node.Op is KernelOp or Scan && shared.Contains(numbers[node.Id]));

    private int NumberOf(Node node) => numbers[node.Id];

    private sealed class Run(OpaqueValues all, RandomTrial trial)
    {
        private readonly Dictionary<int, ReferenceTensor> _values = [];
        private readonly ReferenceRows _rows = new(RandomTrial.Rows);

        public ReferenceTensor? Value(Node node)
        {
            if (_values.TryGetValue(node.Id, out var known))
                return known;
            if (node.Type.Rows is { } rows && !HasChosen(rows))
                return null;
            var result = all.IsOpaque(node) ? OnRows(node) : Compute(node);
            if (result is not null)
                _values.Add(node.Id, result);
            return result;
        }

        private ReferenceTensor? Compute(Node node)
        {
            var inputs = new ReferenceTensor[node.Inputs.Length];
            for (var i = 0; i < inputs.Length; i++)
            {
                if (Value(node.Inputs[i]) is not { } input)
                    return null;
                inputs[i] = input;
            }

            return node.Op.Evaluate(new ReferenceContext(node, inputs, name => throw new InvalidOperationException(name), RandomTrial.Rows, 0, 0, _rows));
        }

        /// <summary>A random value, for the rows of a branch if it is only needed there.</summary>
        private ReferenceTensor? OnRows(Node node)
        {
            if (node.Shape.ElementCount > MostElements)
                return null;
            var whole = trial.Tensor(node.Type, all.NumberOf(node));
            if (node.Type.Rows is not { } rows)
                return new ReferenceTensor(node.Type, whole.Rows, whole.Data);
            var (places, width) = (PlacesOf(rows), node.Shape.ElementCount);
            var data = new double[places.Count * width];
            for (var i = 0; i < places.Count; i++)
                Array.Copy(whole.Data, places[i] * width, data, i * width, width);
            return new ReferenceTensor(node.Type, places.Count, data);
        }

        private IReadOnlyList<int> PlacesOf(RowSet? rows)
        {
            if (rows is null)
                return [.. Enumerable.Range(0, RandomTrial.Rows)];
            var outer = PlacesOf(rows.Parent);
            return [.. _rows.Of(rows).Select(place => outer[place])];
        }

        private bool HasChosen(RowSet rows)
        {
            if (rows.Parent is { } parent && !HasChosen(parent) || Value(all._routes[rows.Choice]) is null)
                return false;
            all._met.Add(rows);
            if (_rows.Of(rows).Count > 0)
                all._taken.Add(rows);
            return true;
        }
    }
}
