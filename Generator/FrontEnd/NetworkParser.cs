using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.FrontEnd;

/// <summary>Reads a class with <c>[Network]</c>: a pure function of its source. The generator keeps the spec, the analyzers keep all of it.</summary>
internal static class NetworkParser
{
    /// <summary>The largest number of spans of one run: <c>Bindings.Capacity</c> in Runtime.</summary>
    public const int MaximumTensors = 32;

    /// <param name="type">The class.</param>
    /// <param name="compilation">The compilation that it belongs to.</param>
    /// <param name="syntax">The part of the class that carries the attribute.</param>
    public static ParseResult Parse(INamedTypeSymbol type, Compilation compilation, TypeDeclarationSyntax syntax, CancellationToken cancellation)
    {
        var issues = new Issues();
        var models = new SemanticModels(compilation);
        var classSpec = new ClassReader(type, syntax, compilation, issues).Read();
        var methods = DefinitionMethods.Find(type, syntax);
        var attributes = new LayerAttributeReader(type, models, issues, cancellation);
        var layers = new LayerReader(attributes, issues, cancellation).Read(methods.All);
        var parts = new PartReader(issues, cancellation).Read(methods.All, layers.Values.Select(layer => layer.Name));
        var session = new ParseSession(models, layers, parts, new SourceNetworks(type, compilation, issues, cancellation), issues, cancellation);
        var list = attributes.Read(ClassAttributes(syntax), onClass: true, out var isListValid);
        CheckCounts(type, syntax, methods, list.Length > 0, issues);
        var definition = new DefinitionReader(session);
        if (methods.Forwards.Count > 0)
            definition.Read(methods);
        else if (list.Length > 0 && isListValid)
            definition.ReadLossAndMetrics(methods, new ListReader(session, attributes).Read(type, syntax, list));
        else if (isListValid)
            issues.Report(DiagnosticIds.NoDefinition, syntax.Identifier.GetLocation(), type.Name);
        new ParameterFlow(session, type).Check(methods.Forwards.Count > 0 ? [.. layers.Values] : [], layers.Values.SelectMany(layer => layer.Stages).Concat(list));
        CheckTensors(type, syntax, session);
        new ScanEscapes(session).Check(type);
        if (issues.HasErrors)
            SignatureCompletion.Complete(session, methods);
        return Finish(type, session, classSpec, attributes);
    }

    private static IEnumerable<AttributeSyntax> ClassAttributes(TypeDeclarationSyntax syntax) =>
        syntax.AttributeLists.SelectMany(list => list.Attributes);

    private static void CheckCounts(INamedTypeSymbol type, TypeDeclarationSyntax syntax, DefinitionMethods methods, bool hasList, Issues issues)
    {
        foreach (var extra in methods.Forwards.Skip(1))
            issues.Report(DiagnosticIds.SeveralDefinitions, extra.Locations[0], type.Name, "[Forward] method", $"'{methods.Forwards[0].Name}' is the first");
        foreach (var extra in methods.Losses.Skip(1))
            issues.Report(DiagnosticIds.SeveralDefinitions, extra.Locations[0], type.Name, "[Loss] method", $"add the terms up in '{methods.Losses[0].Name}'");
        if (hasList && methods.Forwards.Count > 0)
            issues.Report(DiagnosticIds.SeveralDefinitions, syntax.Identifier.GetLocation(), type.Name, "definition", "either the list on the class or the [Forward] method");
    }

    /// <summary>A run binds inputs and, behind them, targets or outputs, the gradients of inputs, and the memory of other networks.</summary>
    private static void CheckTensors(INamedTypeSymbol type, TypeDeclarationSyntax syntax, ParseSession session)
    {
        var inputs = session.Inputs.Count(input => !input.IsTarget);
        var outputs = session.Builder.Results.Count(result => result.Role == ResultRole.Output);
        var memories = new ParameterPlaces(ParameterPlaces.Sort(session.Applier.Parameters)).Memories.Count;
        var tensors = (2 * inputs) + Math.Max(session.Inputs.Count - inputs, outputs) + memories;
        if (tensors > MaximumTensors)
            session.Issues.Report(DiagnosticIds.TooManyTensors, syntax.Identifier.GetLocation(), type.Name, tensors, MaximumTensors);
    }

    private static ParseResult Finish(INamedTypeSymbol type, ParseSession session, ClassSpec classSpec, LayerAttributeReader attributes)
    {
        var spec = new NetworkSpec(
            classSpec,
            session.Builder.Build(),
            session.Inputs.ToEquatableArray(),
            ParameterPlaces.Sort(session.Applier.Parameters).ToEquatableArray(),
            session.Parts.Sources(type).ToEquatableArray(),
            session.Layers.Values.Where(layer => layer.Signature.Length > 0).Select(layer => layer.ToSpec())
                .Concat(session.Parts.Methods.Where(part => part.Signature.Length > 0).Select(part => part.ToSpec())).ToEquatableArray(),
            session.Applier.Applications.ToEquatableArray(),
            session.Tracer.Functions.ToEquatableArray(),
            session.Metrics.ToEquatableArray(),
            attributes.Aliases.ToEquatableArray(),
            !session.Issues.HasErrors)
        {
            Fault = session.Issues.Fault,
        };
        return new ParseResult(spec, session.Issues.Found, session.Tracer.Locations, session.Tracer.Calls.Calls, session.Issues.AreElsewhere);
    }
}
