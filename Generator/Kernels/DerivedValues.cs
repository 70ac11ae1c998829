using NetGen.Generator.Emit;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Takes out of programs what each of their runs would compute again from parameters and constants alone. A program of its own computes such values when the
/// parameters have changed; they lie in a memory of their own, where the other programs read them as they read parameters.
/// </summary>
/// <param name="name">What the generated code calls the values: <c>Derived</c>.</param>
/// <param name="fromTrained">Whether values of parameters that training changes count. They do for predictions; each step of training changes them.</param>
/// <param name="parameters">The names of the network's parameters.</param>
internal sealed class DerivedValues(string name, bool fromTrained, IEnumerable<string> parameters)
{
    private readonly GraphBuilder _builder = new();
    private readonly HashSet<string> _taken = new(parameters, StringComparer.Ordinal);
    private readonly Dictionary<Node, Parameter> _values = [];
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);

    /// <summary>What the generated code calls the values.</summary>
    public string Name { get; } = name;

    /// <summary>The places of the values in their memory, in floats.</summary>
    public IReadOnlyDictionary<string, int> Offsets => _offsets;

    /// <summary>The floats of all values, padding included.</summary>
    public int Floats { get; private set; }

    /// <summary>The graph with such values in the place of what computed them: frozen parameters by name. The same graph if it has none.</summary>
    public Graph Take(Graph graph)
    {
        var values = Exported(graph);
        if (values.Count == 0)
            return graph;
        var builder = new GraphBuilder();
        var map = new Node[graph.Nodes.Length];
        var known = new Dictionary<Node, Node>();
        foreach (var node in graph.Nodes)
            map[node.Id] = values.Contains(node) ? builder.Add(Value(graph, node, known)) : builder.Add(node.Op, [.. node.Inputs.Select(i => map[i.Id])]);
        return Passes.Results.Copy(graph, builder, node => map[node.Id]);
    }

    /// <summary>The program that computes the values; null if there are none.</summary>
    /// <param name="placement">Where the network's parameters lie.</param>
    public KernelProgram? Compile(Placement placement)
    {
        if (_offsets.Count == 0)
            return null;
        var places = placement.Parameters.Concat(_offsets).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        return ProgramCompiler.Run($"{Name}Program", _builder.Build(), placement with { Parameters = places });
    }

    /// <summary>The last values of this kind on each way to what needs more than parameters.</summary>
    private HashSet<Node> Exported(Graph graph)
    {
        var derived = new HashSet<Node>();
        foreach (var node in graph.Nodes.Where(n => IsDerived(n, derived)))
            derived.Add(node);
        var exported = new HashSet<Node>();
        var needed = new HashSet<Node>(graph.Results.Select(r => r.Value));
        for (var id = graph.Nodes.Length - 1; id >= 0; id--)
        {
            var node = graph.Nodes[id];
            if (!needed.Contains(node))
                continue;
            if (derived.Contains(node) && IsComputed(node))
                exported.Add(node);
            else
                needed.UnionWith(node.Inputs);
        }

        return exported;
    }

    private bool IsDerived(Node node, HashSet<Node> derived) => node.Op switch
    {
        Parameter parameter => fromTrained || parameter.Kind == ParameterTraining.Frozen,
        Constant or Iota => true,
        SourceOp or Scan => false,
        _ => !node.Type.Batched && node.Inputs.All(derived.Contains),
    };

    /// <summary>Whether a kernel computes a value of numbers or truth values, rather than that it is written where it is read, or another name for one.</summary>
    private static bool IsComputed(Node node) => node.Type.Element != ElementType.Integer && FusionGroup.KindOf(node) is not null;

    private Parameter Value(Graph graph, Node node, Dictionary<Node, Node> known)
    {
        var computed = Import(graph, node, known);
        if (_values.TryGetValue(computed, out var value))
            return value;
        value = new Parameter(node.Type, Unique(NameOf(graph, node)), ParameterTraining.Frozen);
        _values.Add(computed, value);
        _builder.AddResult(ResultRole.Derived, value.Name, computed);
        _offsets.Add(value.Name, Floats);
        Floats += (node.Shape.ElementCount + MemoryPlan.FloatsPerLine - 1) / MemoryPlan.FloatsPerLine * MemoryPlan.FloatsPerLine;
        return value;
    }

    private Node Import(Graph graph, Node node, Dictionary<Node, Node> known)
    {
        if (known.TryGetValue(node, out var there))
            return there;
        there = _builder.Add(node.Op, [.. node.Inputs.Select(i => Import(graph, i, known))]);
        foreach (var named in graph.Names.Where(n => n.Value == node))
            _builder.AddName(named.Name, there);
        known.Add(node, there);
        return there;
    }

    /// <summary>As the user called it; otherwise after its operation, and the layer if all its parameters are of one.</summary>
    private static string NameOf(Graph graph, Node node)
    {
        if (graph.Names.FirstOrDefault(n => n.Value == node) is { } named)
            return named.Name;
        var layers = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Node>([node]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (next.Op is Parameter parameter)
                layers.Add(KernelTitles.LayerOf(parameter.Name));
            foreach (var input in next.Inputs)
                pending.Push(input);
        }

        return layers.Count == 1 ? $"{layers.Single()}.{node.Op.Mnemonic}" : node.Op.Mnemonic;
    }

    private string Unique(string wanted)
    {
        var unique = wanted;
        for (var number = 2; !_taken.Add(unique); number++)
            unique = $"{wanted}_{Literals.Print(number)}";
        return unique;
    }
}
