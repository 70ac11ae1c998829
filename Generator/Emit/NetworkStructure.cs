using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>A node of the network as users see it: an input, a layer applied to a value, operations between those, a result.</summary>
internal sealed record StructureNode(
    string Name, string Kind, string Label, IReadOnlyList<int> Inputs, Shape Shape, IReadOnlyList<int> Parameters, string Group);

/// <summary>Folds the graph of primitive operations back into what the user wrote: each layer application is a node, and so is each run of
/// operations between named values.</summary>
internal sealed class NetworkStructure
{
    private readonly NetworkSpec _spec;
    private readonly List<StructureNode> _nodes = [];
    private readonly Dictionary<Node, int> _indices = [];
    private readonly Dictionary<int, LayerApplication> _applications;
    private readonly Dictionary<int, FunctionApplication> _functions;
    private readonly Dictionary<int, string> _names = [];

    private NetworkStructure(NetworkSpec spec)
    {
        _spec = spec;
        _applications = [];
        // A layer that does nothing has the value of what is in front of it.
        foreach (var application in spec.Applications.Where(application => application.Input != application.Output))
            _applications[application.Output] = application;
        _functions = spec.Functions.ToDictionary(f => f.Output);
        foreach (var name in spec.Graph.Names)
        {
            if (!_names.ContainsKey(name.Value.Id))
                _names.Add(name.Value.Id, name.Name);
        }
    }

    public static IReadOnlyList<StructureNode> Of(NetworkSpec spec)
    {
        var structure = new NetworkStructure(spec);
        foreach (var input in spec.Inputs.Where(i => !i.IsTarget))
            structure.AddInput(input);
        foreach (var result in spec.Graph.Results.Where(r => r.Role == ResultRole.Output))
            structure.AddOutput(result);
        foreach (var target in spec.Inputs.Where(i => i.IsTarget))
            structure.AddInput(target);
        foreach (var result in spec.Graph.Results.Where(r => r.Role is ResultRole.Loss or ResultRole.Metric))
            structure.AddMeasure(result);
        return structure._nodes;
    }

    private void AddInput(InputSpec input)
    {
        var node = _spec.Graph.Nodes.FirstOrDefault(n => n.Op is Input i && i.Name == input.Name);
        var index = Add(new StructureNode(input.Name, input.IsTarget ? "Target" : "Input", "", [], input.Type.Shape, [], ""));
        if (node is not null)
            _indices[node] = index;
    }

    private void AddOutput(GraphResult result) =>
        Add(new StructureNode(result.Name, "Output", "", Visit(result.Value), result.Value.Shape, [], ""));

    /// <summary>A loss or metric: one node behind everything that was known before.</summary>
    private void AddMeasure(GraphResult result) =>
        Add(new StructureNode(result.Name, result.Role.ToString(), "", Frontier(result.Value, visitNew: false).Inputs, result.Value.Shape, [], ""));

    /// <summary>The nodes that stand for a value: one, or none for a constant.</summary>
    private IReadOnlyList<int> Visit(Node value)
    {
        if (_indices.TryGetValue(value, out var known))
            return [known];
        if (_applications.TryGetValue(value.Id, out var application))
            return [_indices[value] = AddLayer(application)];
        if (value.Inputs.Length == 0)
            return [];
        var (inputs, operations) = Frontier(value, visitNew: true);
        var name = _names.TryGetValue(value.Id, out var given) ? given : operations[operations.Count - 1];
        return [_indices[value] = Add(new StructureNode(name, "Operation", Label(operations), inputs, value.Shape, [], ""))];
    }

    private int AddLayer(LayerApplication application)
    {
        var parameters = application.Parameters.Select(IndexOfParameter).ToArray();
        var dot = application.Layer.LastIndexOf('.');
        var group = dot < 0 ? "" : application.Layer.Substring(0, dot);
        return Add(new StructureNode(
            application.Layer, "Layer", application.Description, Visit(_spec.Graph.Nodes[application.Input]), _spec.Graph.Nodes[application.Output].Shape, parameters, group));
    }

    /// <summary>The nodes that <paramref name="value"/> is computed from by unnamed operations, and these operations in order.</summary>
    private (IReadOnlyList<int> Inputs, IReadOnlyList<string> Operations) Frontier(Node value, bool visitNew)
    {
        var inputs = new List<int>();
        var operations = new List<string>();
        var seen = new HashSet<Node>();
        Walk(value, isRoot: true);
        return (inputs.Distinct().OrderBy(i => i).ToArray(), operations);

        void Walk(Node node, bool isRoot)
        {
            if (!seen.Add(node))
                return;
            if (_indices.TryGetValue(node, out var known) && !(isRoot && visitNew))
            {
                inputs.Add(known);
                return;
            }

            if (!isRoot && visitNew && (_applications.ContainsKey(node.Id) || _names.ContainsKey(node.Id)))
            {
                inputs.AddRange(Visit(node));
                return;
            }

            if (_applications.TryGetValue(node.Id, out _) && !isRoot)
            {
                inputs.AddRange(Visit(node));
                return;
            }

            var function = _functions.TryGetValue(node.Id, out var call) ? call : null;
            foreach (var input in function?.Inputs.Select(i => _spec.Graph.Nodes[i]) ?? node.Inputs)
                Walk(input, isRoot: false);
            if (node.Inputs.Length > 0)
                operations.Add(function?.Label ?? node.Op.Mnemonic);
        }
    }

    private static string Label(IReadOnlyList<string> operations)
    {
        var distinct = operations.Distinct().ToArray();
        return distinct.Length <= 4 ? string.Join(", ", distinct) : $"{string.Join(", ", distinct.Take(3))}, …";
    }

    private int IndexOfParameter(string name)
    {
        for (var i = 0; i < _spec.Parameters.Count; i++)
        {
            if (_spec.Parameters[i].Name == name)
                return i;
        }

        throw new InvalidOperationException($"The application uses '{name}', which is not a parameter of the network.");
    }

    private int Add(StructureNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
