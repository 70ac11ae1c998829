using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>A node of the network as users see it: an input, a layer applied to a value, operations between those, a result.</summary>
/// <param name="Choice">The node that decides for each row whether this one is computed for it; null where it is computed for all.</param>
/// <param name="Branch">The branch of that choice.</param>
internal sealed record StructureNode(
    string Name, string Kind, string Label, IReadOnlyList<int> Inputs, Shape Shape, IReadOnlyList<int> Parameters, string Group, int? Choice = null, int? Branch = null);

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
        if (IsTakenAlong(value))
            return Visit(value.Inputs[0]);
        var choice = ChoiceOf(value);
        if (value.Op is Route route)
            return [_indices[value] = AddChoice(value, route, choice)];
        var (inputs, operations) = Frontier(value, visitNew: true);
        var name = _names.TryGetValue(value.Id, out var given) ? given : operations[operations.Count - 1];
        return [_indices[value] = Add(new StructureNode(name, "Operation", value.Op is Merge or MergeColumns && !_functions.ContainsKey(value.Id) ? value.Op.Mnemonic : Label(operations), inputs, value.Shape, [], "", choice, value.Type.Rows?.Branch))];
    }

    private int AddChoice(Node value, Route route, int? choice)
    {
        var slots = Routing.SlotsOf(value);
        var label = $"{Literals.Print(slots)} of {Literals.Print(route.Branches)} branches a row{(ChoiceCapacity.Of(value) is { } capacity ? $", capacity {Literals.Print(capacity)}" : "")}";
        var inputs = Frontier(value.Inputs[0], visitNew: true).Inputs;
        return Add(new StructureNode(slots == 1 ? "choice" : "top choices", "Choice", label, inputs, value.Inputs[0].Shape, [], "", choice, value.Type.Rows?.Branch));
    }

    /// <summary>The node of the choice that a value's rows come from.</summary>
    private int? ChoiceOf(Node value) =>
        value.Type.Rows is { } rows ? Visit(_spec.Graph.Nodes.First(n => n.Op is Route route && route.Number == rows.Choice))[0] : null;

    /// <summary>Whether a value is another one's, for the rows that take a branch.</summary>
    private static bool IsTakenAlong(Node value) => value.Op is Gather or GatherColumn;

    /// <summary>What a value is computed from in the eyes of users: a choice stands at its branches.</summary>
    private static IEnumerable<Node> InputsOf(Node node) => IsTakenAlong(node) ? [node.Inputs[0]] : node.Inputs.Where(i => i.Op is not Route);

    private int AddLayer(LayerApplication application)
    {
        var parameters = application.Parameters.Select(IndexOfParameter).ToArray();
        var dot = application.Layer.LastIndexOf('.');
        var group = dot < 0 ? "" : application.Layer.Substring(0, dot);
        var output = _spec.Graph.Nodes[application.Output];
        var choice = ChoiceOf(output);
        return Add(new StructureNode(
            application.Layer, "Layer", application.Description, Visit(_spec.Graph.Nodes[application.Input]), output.Shape, parameters, group,
            choice, output.Type.Rows?.Branch));
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
            foreach (var input in function?.Inputs.Select(i => _spec.Graph.Nodes[i]) ?? InputsOf(node))
                Walk(input, isRoot: false);
            if (node.Inputs.Length > 0 && !IsTakenAlong(node))
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
