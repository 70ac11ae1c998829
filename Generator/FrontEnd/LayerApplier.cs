using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Applies layers to values and keeps the book: parameters in order of first use, applications.</summary>
internal sealed class LayerApplier(GraphBuilder builder, IReadOnlyDictionary<IMethodSymbol, LayerMethod> methods)
{
    private readonly GraphBuilder _builder = builder;
    private readonly Dictionary<string, KnownParameter> _parameters = new(StringComparer.Ordinal);
    private readonly List<ParameterSpec> _order = [];
    private readonly Dictionary<(string Layer, int Input), LayerApplication> _applications = [];
    private readonly List<(string Layer, int Input)> _applicationOrder = [];

    public IReadOnlyList<ParameterSpec> Parameters => _order;

    public IEnumerable<LayerApplication> Applications => _applicationOrder.Select(key => _applications[key]);

    /// <summary>The attribute to which a parameter belongs.</summary>
    public Location LocationOf(string parameter) => _parameters[parameter].Location;

    public bool HasParameter(string name) => _parameters.ContainsKey(name);

    public LayerMethod? Find(IMethodSymbol method) =>
        methods.TryGetValue((method.PartialDefinitionPart ?? method).OriginalDefinition, out var layer) ? layer : null;

    /// <summary>All stages of a layer, one after the other.</summary>
    /// <exception cref="DefinitionException">A value does not fit a stage.</exception>
    public Node Apply(LayerMethod layer, int? index, Node input, SyntaxNode site, NodeNames names)
    {
        if (index is { } value)
            layer.IndexValues.Add(value);
        input = _builder.Here(input);
        var values = new Node[layer.Stages.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = ApplyStage(layer.Stages[i], layer.StageName(i, index), i == 0 ? input : values[i - 1], site);
        // The last stage is the layer first of all, so that its value is called after the method.
        var node = values[values.Length - 1];
        names.Add(CallLog.LayerName(layer.Name, index), node);
        for (var i = 0; i < values.Length && values.Length > 1; i++)
            names.Add(layer.StageName(i, index), values[i]);
        return node;
    }

    /// <summary>A recurrent layer with initial states or lengths.</summary>
    /// <exception cref="DefinitionException">A value does not fit.</exception>
    public ScanResult Apply(LayerMethod layer, int? index, Node input, IReadOnlyList<Node>? initial, Node? lengths, SyntaxNode site, NodeNames names)
    {
        if (index is { } value)
            layer.IndexValues.Add(value);
        var (stage, name) = (layer.Stages[0], layer.StageName(0, index));
        var context = new Context(this, stage, name, site);
        var result = ((RecurrentLayer)stage.Layer).Apply(context, input, initial, lengths);
        AddApplication(new LayerApplication(
            name, stage.Layer.Describe(stage.Arguments), input.Id, result.Outputs[0].Id, context.Used.Distinct().ToEquatableArray(), Calls: 1));
        names.Add(CallLog.LayerName(layer.Name, index), result.Outputs[0]);
        return result;
    }

    /// <summary>A layer that takes more than one tensor.</summary>
    /// <exception cref="DefinitionException">A value does not fit.</exception>
    public Node Apply(LayerMethod layer, int? index, IReadOnlyList<Node> inputs, SyntaxNode site, NodeNames names)
    {
        if (index is { } value)
            layer.IndexValues.Add(value);
        var (stage, name) = (layer.Stages[0], layer.StageName(0, index));
        var context = new Context(this, stage, name, site);
        var here = inputs.Select(_builder.Here).ToArray();
        var output = stage.Layer.Apply(context, here[0], [.. layer.Further.Select((further, i) => (further, here[i + 1]))]);
        AddApplication(new LayerApplication(
            name, stage.Layer.Describe(stage.Arguments), here[0].Id, output.Id, context.Used.Distinct().ToEquatableArray(), Calls: 1));
        names.Add(CallLog.LayerName(layer.Name, index), output);
        return output;
    }

    /// <summary>One layer of a class-level list or one stage of a method.</summary>
    public Node ApplyStage(LayerStage stage, string name, Node input, SyntaxNode site)
    {
        var key = (name, input.Id);
        if (_applications.TryGetValue(key, out var known))
        {
            _applications[key] = known with { Calls = known.Calls + 1 };
            return _builder.Nodes[known.Output];
        }

        var context = new Context(this, stage, name, site);
        var output = stage.Layer.Apply(context, input);
        _applications.Add(key, new LayerApplication(
            name, stage.Layer.Describe(stage.Arguments), input.Id, output.Id, context.Used.ToEquatableArray(), Calls: 1));
        _applicationOrder.Add(key);
        return output;
    }

    /// <summary>Remembers a layer that a reused network applies.</summary>
    public void AddApplication(LayerApplication application)
    {
        var key = (application.Layer, application.Input);
        if (_applications.TryGetValue(key, out var known))
        {
            _applications[key] = known with { Calls = known.Calls + 1 };
            return;
        }

        _applications.Add(key, application);
        _applicationOrder.Add(key);
    }

    /// <summary>A parameter that is known beforehand, with all that is to be known of it; the same one each time.</summary>
    /// <param name="location">The attribute that it comes from.</param>
    public Node AddParameter(ParameterSpec parameter, Location location, SyntaxNode site)
    {
        if (_parameters.TryGetValue(parameter.Name, out var known))
            return known.Node;
        var node = _builder.Add(new Parameter(TensorType.Single(parameter.Shape), parameter.Name, parameter.Kind));
        _parameters.Add(parameter.Name, new KnownParameter(node, location, FirstLine(site)));
        _order.Add(parameter);
        return node;
    }

    private Node FindParameter(Context context, string name, Shape shape, InitializerSpec initializer, ParameterTraining training)
    {
        var fullName = $"{context.Name}.{name}";
        if (_parameters.TryGetValue(fullName, out var known))
        {
            return known.Node.Shape == shape
                ? known.Node
                : throw new DefinitionException(DiagnosticIds.LayerParameterShape, context.Name, name, known.Node.Shape, shape, known.FirstUse);
        }

        var kind = context.Stage.IsFrozen ? ParameterTraining.Frozen : training;
        return AddParameter(new ParameterSpec(fullName, shape, initializer, kind), context.Stage.Location, context.Site);
    }

    /// <summary>A piece of source as messages quote it.</summary>
    public static string FirstLine(SyntaxNode site)
    {
        const int Longest = 60;
        var text = site.ToString().Split('\n')[0].Trim();
        return text.Length <= Longest ? text : text.Substring(0, Longest) + "…";
    }

    private sealed record KnownParameter(Node Node, Location Location, string FirstUse);

    private sealed class Context(LayerApplier owner, LayerStage stage, string name, SyntaxNode site)
        : LayerContext(owner._builder, stage.Arguments, name)
    {
        public LayerStage Stage { get; } = stage;

        public SyntaxNode Site { get; } = site;

        public List<string> Used { get; } = [];

        public override Node Parameter(string name, Shape shape, InitializerSpec initializer) => Find(name, shape, initializer, ParameterTraining.Trained);

        public override Node State(string name, Shape shape, InitializerSpec initializer) => Find(name, shape, initializer, ParameterTraining.State);

        private Node Find(string name, Shape shape, InitializerSpec initializer, ParameterTraining training)
        {
            var node = owner.FindParameter(this, name, shape, initializer, training);
            Used.Add($"{Name}.{name}");
            return node;
        }
    }
}
