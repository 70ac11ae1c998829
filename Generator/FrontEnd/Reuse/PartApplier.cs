using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Applies layers that are other networks: cuts the part out, gives it its parameters, and adds its values to the graph.</summary>
internal sealed class PartApplier(
    IReadOnlyDictionary<IMethodSymbol, PartMethod> methods, SourceNetworks sources, GraphBuilder builder, LayerApplier layers, NodeNames names, Issues issues)
{
    private readonly Dictionary<PartMethod, CutPart?> _parts = [];
    private readonly List<(PartMethod Method, string Name)> _postponed = [];

    public IEnumerable<PartMethod> Methods => methods.Values;

    public PartMethod? Find(IMethodSymbol method) =>
        methods.TryGetValue((method.PartialDefinitionPart ?? method).OriginalDefinition, out var part) ? part : null;

    /// <summary>The part that a layer stands for, or null if something about it is wrong, which is reported.</summary>
    public CutPart? Cut(PartMethod method)
    {
        if (!_parts.TryGetValue(method, out var part))
        {
            var isOwn = method.Mode is { Argument: "" };
            var source = !method.IsValid ? null : isOwn ? SoFar(method.Source.Name) : sources.Find(method.Source, method.Location);
            // What never learns computes what it would predict.
            _parts.Add(method, part = source is null ? null : new PartCutter(method, method.IsConstant ? source.InPrediction() : source, isOwn, _postponed, issues).Cut());
        }

        return part;
    }

    /// <summary>Reports names of the network's own values that were not there when a part of it was to be cut out.</summary>
    public void Close(IMethodSymbol forward)
    {
        var network = forward.ContainingType.Name;
        var all = SoFar(network);
        foreach (var (method, name) in _postponed)
        {
            // What is computed from the clone is not computed, now that there is none, but it is written.
            if (all.Find(name) is null && !IsWritten(forward, name))
                issues.Report(DiagnosticIds.UnknownNode, method.Location, network, name, NearNames.Hint(name, all.Names));
            else
                issues.Report(DiagnosticIds.NotYetDefined, method.Location, network, name, method.Name);
        }
    }

    private static bool IsWritten(IMethodSymbol forward, string name) =>
        forward.ContainingType.GetMembers(name.Split('.', '[')[0]).OfType<IMethodSymbol>().Any()
        || forward.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).Any(node => node switch
        {
            VariableDeclaratorSyntax local => local.Identifier.ValueText == name,
            SingleVariableDesignationSyntax local => local.Identifier.ValueText == name,
            _ => false,
        });

    /// <summary>The networks that the constructor takes, in the order of the layers.</summary>
    public IEnumerable<SourceSpec> Sources(INamedTypeSymbol network)
    {
        var found = new List<SourceSpec>();
        foreach (var method in methods.Values)
        {
            if (method.Mode is { Argument.Length: > 0 } clone)
                Add(new SourceSpec(clone.Argument, method.Source.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Visibility.IsHidden(method.Source, network)), method);
            else if (method.Mode is null && _parts.TryGetValue(method, out var part) && part is not null)
                part.Source.Sources.ToList().ForEach(source => Add(source, method));
        }

        return found;

        void Add(SourceSpec source, PartMethod method)
        {
            if (found.FirstOrDefault(other => other.Argument == source.Argument) is { } known && known.Type != source.Type)
                issues.Report(DiagnosticIds.SourceName, method.Location, source.Argument, $"is that of a {known.Type.Replace("global::", "")} already");
            else if (!found.Contains(source))
                found.Add(source);
        }
    }

    /// <summary>The network that is being defined, as far as it is.</summary>
    private SourceNetwork SoFar(string network)
    {
        var graph = builder.Build();
        var inputs = graph.Nodes.Select(node => node.Op).OfType<Input>().Select(input => input.Name).ToEquatableArray();
        return new SourceNetwork(
            network, graph, inputs, layers.Parameters.ToEquatableArray(), EquatableArray<SourceSpec>.Empty, layers.Applications.ToEquatableArray(), EquatableArray<FunctionApplication>.Empty);
    }

    /// <summary>The values of a part applied to <paramref name="arguments"/>, or null if they do not fit, which is reported on the attribute.</summary>
    public IReadOnlyList<Node>? Apply(PartMethod method, CutPart part, int? index, IReadOnlyList<Node> arguments, SyntaxNode site)
    {
        if (index is { } number)
            method.IndexValues.Add(number);
        if (Places(part, arguments) is { } places)
            return ApplyOver(places, method, part, index, arguments, site);
        if (Import(method, part, index, arguments, site) is not { } map)
            return null;
        Name(part, method.LayerName(index), map);
        Draw(part, method.LayerName(index), map);
        return [.. part.Graph.Outputs.Select(output => map[output])];
    }

    /// <summary>What becomes of the part's values where these take the place of its inputs; null, reported, if they do not fit.</summary>
    private IReadOnlyDictionary<Node, Node>? Import(PartMethod method, CutPart part, int? index, IReadOnlyList<Node> arguments, SyntaxNode site)
    {
        if (!CheckShapes(method, part, arguments, site))
            return null;
        var layer = method.LayerName(index);
        // Two applications to different values drop independently, as those of a layer do.
        var application = $"{layer}.{string.Join(".", arguments.Select(argument => Literals.Print(argument.Id)))}";
        var choices = new RouteImport(builder);
        try
        {
            return part.Graph.Import(arguments, (node, operands) => node.Op switch
            {
                Parameter parameter => part.Parameters.Of(layer, parameter.Name) is { } own ? layers.AddParameter(own, method.Location, site) : node,
                // A kernel that is computed row by row takes the place of one that is the same for all rows.
                MatMul { TransposeRight: false } when operands[1].Type.Batched => MatMulFunction.Multiply(builder, operands[0], operands[1]),
                _ => choices.Add(node.Op.Within(application), operands),
            });
        }
        catch (DefinitionException exception)
        {
            // Only a parameter that was replaced by one of other sizes can lead here.
            issues.Report(exception.Id, method.Location, exception.Arguments);
            return null;
        }
    }

    /// <summary>The first axes that all values have in common which come in place of inputs, before the axes of these; null if there are none. As a layer does,
    /// the part then computes each place for itself.</summary>
    private static Shape? Places(CutPart part, IReadOnlyList<Node> arguments)
    {
        Shape? places = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (expected, shape) = (part.Graph.Inputs[i].Type, arguments[i].Shape);
            if (part.Graph.Inputs[i].Op is Parameter)
                continue;
            var more = shape.Rank - expected.Shape.Rank;
            if (more <= 0 || shape.Trailing(expected.Shape.Rank) != expected.Shape || arguments[i].Type.Element != expected.Element || (places is { } known && known != shape.Leading(more)))
                return null;
            places = shape.Leading(more);
        }

        return places;
    }

    /// <summary>The part at each place: a recurrence without a state, of which no loop is left where the part has none.</summary>
    private IReadOnlyList<Node>? ApplyOver(Shape places, PartMethod method, CutPart part, int? index, IReadOnlyList<Node> arguments, SyntaxNode site)
    {
        var inputs = Enumerable.Range(0, arguments.Count).Where(i => part.Graph.Inputs[i].Op is not Parameter).ToArray();
        var sequences = inputs.Select(i => builder.Reshape(arguments[i], part.Graph.Inputs[i].Shape.Prepend(places.ElementCount))).ToArray();
        var result = builder.Scan(new ScanForm(places.ElementCount), sequences, [], (slices, _) =>
        {
            var at = arguments.ToArray();
            for (var i = 0; i < inputs.Length; i++)
                at[inputs[i]] = slices[i];
            return Import(method, part, index, at, site) is { } map ? new ScanStepResult([.. part.Graph.Outputs.Select(output => map[output])], []) : null;
        });
        if (result is null)
            return null;
        Node[] outputs = [.. result.Outputs.Select(output => builder.Reshape(output, Shape.Of([.. places.Sizes, .. output.Shape.Sizes.Skip(1)])))];
        var layer = method.LayerName(index);
        for (var i = 0; i < outputs.Length; i++)
            names.Add(outputs.Length == 1 ? layer : $"{layer}.{part.OutputNames[i]}", outputs[i]);
        var parameters = layers.Parameters.Select(parameter => parameter.Name).Where(name => name.StartsWith(layer + ".", StringComparison.Ordinal)).ToEquatableArray();
        layers.AddApplication(new LayerApplication(layer, part.Source.Name, arguments[inputs[0]].Id, outputs[0].Id, parameters, 1));
        return outputs;
    }

    /// <summary>What takes the place of a value has its type. A parameter may be replaced by anything with which the part can be computed.</summary>
    private bool CheckShapes(PartMethod method, CutPart part, IReadOnlyList<Node> arguments, SyntaxNode site)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var expected = part.Graph.Inputs[i].Type;
            if (part.Graph.Inputs[i].Op is Parameter || arguments[i].Type with { Rows = null } == expected)
                continue;
            issues.Report(
                DiagnosticIds.PartShape, method.Location, part.InputNames[i], part.Source.Name, TypeText.Describe(expected), LayerApplier.FirstLine(site), TypeText.Describe(arguments[i].Type));
            return false;
        }

        return true;
    }

    /// <summary>The results are called after the method, or after it and the output if there are several; the values inside after the method and their names there.</summary>
    private void Name(CutPart part, string layer, IReadOnlyDictionary<Node, Node> map)
    {
        for (var i = 0; i < part.OutputNames.Count; i++)
            names.Add(part.OutputNames.Count == 1 ? layer : $"{layer}.{part.OutputNames[i]}", map[part.Graph.Outputs[i]]);
        foreach (var name in part.Source.Graph.Names.Where(name => map.ContainsKey(name.Value) && !part.Graph.Inputs.Contains(name.Value)))
            names.Add($"{layer}.{name.Name}", map[name.Value]);
    }

    private void Draw(CutPart part, string layer, IReadOnlyDictionary<Node, Node> map)
    {
        var nodes = part.Source.Graph.Nodes;
        foreach (var application in part.Source.Applications)
        {
            if (map.TryGetValue(nodes[application.Input], out var input) && map.TryGetValue(nodes[application.Output], out var output) && output != input)
                layers.AddApplication(new LayerApplication(
                    $"{layer}.{application.Layer}", application.Description, input.Id, output.Id,
                    application.Parameters.Select(name => part.Parameters.Of(layer, name)?.Name ?? name).Where(layers.HasParameter).ToEquatableArray(), 1));
        }
    }
}
