using NetGen.Generator.Ops;

namespace NetGen.Generator.Graphs;

/// <summary>Everything between some values of a graph and others: what the outputs are computed from, as far as the inputs.</summary>
internal sealed class GraphPart
{
    private readonly HashSet<Node> _inside = [];
    private readonly HashSet<Node> _reached = [];

    public GraphPart(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
        var pending = new Stack<Node>(outputs);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (inputs.Contains(node))
                _reached.Add(node);
            else if (_inside.Add(node))
                Push(pending, node.Inputs);
        }
    }

    public IReadOnlyList<Node> Inputs { get; }

    public IReadOnlyList<Node> Outputs { get; }

    /// <summary>The values that are computed in the part, in the order of the graph.</summary>
    public IEnumerable<Node> Inside => _inside.OrderBy(node => node.Id);

    /// <summary>Inputs that no output depends on.</summary>
    public IEnumerable<Node> UnusedInputs => Inputs.Where(input => !_reached.Contains(input));

    /// <summary>Inputs of the whole network, and values of one step of a recurrence, that are needed although they are none of the part: the inputs do not cut it off.</summary>
    public IEnumerable<Node> Loose => Inside.Where(node => node.Op is Input or ScanPlaceholder);

    /// <summary>Outputs that depend on none of the inputs.</summary>
    public IEnumerable<Node> IndependentOutputs
    {
        get
        {
            var depends = new HashSet<Node>(Inputs);
            foreach (var node in Inside.Where(node => node.Inputs.Any(depends.Contains)))
                depends.Add(node);
            return Outputs.Where(output => !depends.Contains(output));
        }
    }

    /// <summary>Computes the part in another graph from other values.</summary>
    /// <param name="arguments">A value for each input.</param>
    /// <param name="copy">What becomes of a value inside, given its operands there.</param>
    /// <returns>The value there of each value here, inputs included.</returns>
    /// <exception cref="Diagnostics.DefinitionException">The arguments do not fit.</exception>
    public IReadOnlyDictionary<Node, Node> Import(IReadOnlyList<Node> arguments, Func<Node, Node[], Node> copy)
    {
        var map = new Dictionary<Node, Node>();
        for (var i = 0; i < Inputs.Count; i++)
            map[Inputs[i]] = arguments[i];
        foreach (var node in Inside)
            map[node] = copy(node, [.. node.Inputs.Select(input => map[input])]);
        return map;
    }

    private static void Push(Stack<Node> pending, IEnumerable<Node> nodes)
    {
        foreach (var node in nodes)
            pending.Push(node);
    }
}
