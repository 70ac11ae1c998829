using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>What the readers of one network fill: graph, names, inputs, metrics, issues.</summary>
internal sealed class ParseSession
{
    private readonly List<InputSpec> _inputs = [];
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);

    public ParseSession(
        SemanticModels models,
        IReadOnlyDictionary<IMethodSymbol, LayerMethod> layers,
        IReadOnlyDictionary<IMethodSymbol, PartMethod> parts,
        SourceNetworks sources,
        Issues issues,
        CancellationToken cancellation)
    {
        Layers = layers;
        Issues = issues;
        Builder = new GraphBuilder();
        Names = new NodeNames(Builder);
        Applier = new LayerApplier(Builder, layers);
        Parts = new PartApplier(parts, sources, Builder, Applier, Names, issues);
        Tracer = new Tracer(models, Builder, Applier, Parts, Names, issues, cancellation);
    }

    public IReadOnlyDictionary<IMethodSymbol, LayerMethod> Layers { get; }

    public Issues Issues { get; }

    public GraphBuilder Builder { get; }

    public NodeNames Names { get; }

    public LayerApplier Applier { get; }

    public PartApplier Parts { get; }

    public Tracer Tracer { get; }

    public IReadOnlyList<InputSpec> Inputs => _inputs;

    public List<MetricSpec> Metrics { get; } = [];

    /// <summary>The node of an input or target. The same name means the same tensor.</summary>
    /// <param name="method">Where it is declared, for the message if two declarations disagree.</param>
    public Node AddInput(string name, TensorType type, bool isTarget, string method, Location location)
    {
        if (_inputs.FirstOrDefault(input => input.Name == name) is { } known)
        {
            if (known.Type != type)
                Issues.Report(DiagnosticIds.TargetDisagrees, location, name, TypeText.Describe(known.Type), TypeText.Describe(type), _origins[name]);
            return Builder.Add(new Input(known.Type, name));
        }

        _inputs.Add(new InputSpec(name, type, isTarget));
        _origins.Add(name, method);
        var node = Builder.Add(new Input(type, name));
        Tracer.Locations[node.Id] = location;
        Builder.AddName(name, node);
        return node;
    }
}
