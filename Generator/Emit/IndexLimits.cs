using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>How many things there are of which an integer names one, and what they are, for a message: <c>'Words' has 5000 entries</c>.</summary>
internal sealed record IndexLimit(int Count, string What);

/// <summary>What the integers that a caller gives may be, for each place in a row of each tensor; of several limits the smallest decides.</summary>
internal sealed class IndexLimits
{
    private readonly Dictionary<string, SortedDictionary<int, IndexLimit>> _byTensor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _steps = new(StringComparer.Ordinal);

    public IndexLimits(Graph graph)
    {
        var labels = new LabelFlow(graph);
        var given = new GivenIntegers();
        AddLookups(graph, given, parameter => parameter);
        foreach (var node in graph.Nodes.Where(n => n.Op is IsStep))
            AddSteps(node.Inputs[1], ((IsStep)node.Op).Steps, given);
        foreach (var node in graph.Nodes.Where(labels.AreNeeded))
            Add(given.Of(node.Inputs[0]), new IndexLimit(((IsClass)node.Op).Classes, $"there are {Literals.Print(((IsClass)node.Op).Classes)} classes"));
    }

    /// <summary>The limits of a tensor by place in the row, in order; places without one are left out.</summary>
    public IReadOnlyDictionary<int, IndexLimit> Of(string tensor) =>
        _byTensor.TryGetValue(tensor, out var limits) ? limits : new SortedDictionary<int, IndexLimit>();

    /// <summary>The most that a tensor of floats may be, which gives numbers of steps; null if it gives none.</summary>
    public int? Steps(string tensor) => _steps.TryGetValue(tensor, out var steps) ? steps : null;

    /// <summary>Numbers of steps, from 0 to all: integers, or floats as the caller gives them.</summary>
    private void AddSteps(Node lengths, int steps, GivenIntegers given)
    {
        Add(given.Of(lengths), new IndexLimit(steps + 1, $"a row has {Literals.Print(steps)} steps"));
        while (lengths.Op is Reshape)
            lengths = lengths.Inputs[0];
        if (lengths is { Op: Input input, Type.Element: ElementType.Float })
            _steps[input.Name] = Steps(input.Name) is { } other ? Math.Min(other, steps) : steps;
    }

    /// <param name="outside">What a table inside a scan's body is outside of it.</param>
    private void AddLookups(Graph graph, GivenIntegers given, Func<Node, Node> outside)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.Op is Lookup)
                Add(given.Of(node.Inputs[0]), OfTable(outside(node.Inputs[1])));
            if (node.Op is not Scan scan)
                continue;
            for (var step = 0; step < scan.Steps && ContainsLookup(scan.Body); step++)
                AddLookups(scan.Body, given.AtStep(node, step), inner => outside(OutsideOf(node, inner)));
        }
    }

    private static bool ContainsLookup(Graph body) => body.Nodes.Any(n => n.Op is Lookup || (n.Op is Scan inner && ContainsLookup(inner.Body)));

    private static Node OutsideOf(Node scan, Node inner)
    {
        var number = inner.Op is Input input ? Enumerable.Range(0, scan.Inputs.Length).First(i => ((Scan)scan.Op).InputName(i) == input.Name) : -1;
        return number < 0 ? inner : scan.Inputs[number];
    }

    private static IndexLimit OfTable(Node table)
    {
        var layer = table.Op is Parameter parameter ? KernelTitles.LayerOf(parameter.Name) : "Gather";
        return new IndexLimit(table.Shape[0], $"'{layer}' has {Literals.Print(table.Shape[0])} entries");
    }

    private void Add(IEnumerable<GivenInteger?> integers, IndexLimit limit)
    {
        foreach (var integer in integers.OfType<GivenInteger>())
        {
            if (!_byTensor.TryGetValue(integer.Tensor, out var limits))
                _byTensor.Add(integer.Tensor, limits = []);
            if (!limits.TryGetValue(integer.Place, out var other) || limit.Count < other.Count)
                limits[integer.Place] = limit;
        }
    }
}
