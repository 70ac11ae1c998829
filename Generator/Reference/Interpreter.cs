using NetGen.Generator.Graphs;

namespace NetGen.Generator.Reference;

/// <summary>Evaluates a graph in double precision, one node after the other: the oracle that everything generated is compared
/// with.</summary>
internal static class Interpreter
{
    /// <param name="graph">The graph.</param>
    /// <param name="values">Inputs and parameters by name, row-major, the batch outermost.</param>
    /// <param name="batch">The number of rows.</param>
    /// <param name="seed">The network's seed, for dropout.</param>
    /// <param name="step">The number of the training step, for dropout.</param>
    /// <param name="rounding">What becomes of results that are computed, not copied; null for none.</param>
    /// <exception cref="ArgumentException">A value is missing or has the wrong number of elements.</exception>
    public static Interpretation Run(
        Graph graph, IReadOnlyDictionary<string, double[]> values, int batch, ulong seed = 0, long step = 0, ReferenceRounding? rounding = null)
    {
        var results = new ReferenceTensor[graph.Nodes.Length];
        var rows = new ReferenceRows(batch);
        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(i => results[i.Id]).ToArray();
            var context = new ReferenceContext(node, inputs, name => Value(node, name, values, batch), batch, seed, step, rows) { Rounding = rounding };
            results[node.Id] = node.Op.Evaluate(context);
            rounding?.Apply(inputs, results[node.Id]);
        }

        return new Interpretation(graph, results);
    }

    private static ReferenceTensor Value(Node node, string name, IReadOnlyDictionary<string, double[]> values, int batch)
    {
        if (!values.TryGetValue(name, out var data))
            throw new ArgumentException($"There is no value for '{name}'.", nameof(values));
        var rows = node.Type.Batched ? batch : 1;
        var expected = rows * node.Shape.ElementCount;
        return data.Length == expected
            ? new ReferenceTensor(node.Type, rows, data)
            : throw new ArgumentException(
                $"'{name}' : {node.Type} needs {expected} elements for {batch} rows, not {data.Length}.", nameof(values));
    }
}

/// <summary>The values of all nodes of a graph.</summary>
internal sealed class Interpretation(Graph graph, IReadOnlyList<ReferenceTensor> values)
{
    public ReferenceTensor this[Node node] => values[node.Id];

    public double[] this[ResultRole role, string name] =>
        values[graph.Results.Single(r => r.Role == role && r.Name == name).Value.Id].Data;
}
