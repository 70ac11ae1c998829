using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>
/// The source of a network with the outputs of two others. The first is taken as a whole, with the values up to which both are the same as outputs too; the
/// second goes on from there.
/// </summary>
internal sealed class CombinedNetwork
{
    private readonly SourceNetwork _first, _second;
    private readonly string _firstType, _secondType, _prefix, _accessibility;
    private readonly IReadOnlyList<string> _firstEnds, _secondEnds;
    private readonly IReadOnlyList<int> _ownInputs;

    private CombinedNetwork(
        SourceNetwork first, SourceNetwork second, (string First, string Second) types, (IReadOnlyList<string> First, IReadOnlyList<string> Second) ends, IReadOnlyList<int> ownInputs, string prefix, string accessibility)
    {
        (_first, _second, (_firstType, _secondType), (_firstEnds, _secondEnds)) = (first, second, types, ends);
        (_ownInputs, _prefix, _accessibility) = (ownInputs, prefix, accessibility);
    }

    /// <summary>The class.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What a local that holds it is called.</summary>
    public string LocalName => char.ToLowerInvariant(Name[0]) + Name.Substring(1);

    public int InputCount => _first.Inputs.Count;

    /// <summary>Null if the networks cannot be put together by names.</summary>
    public static CombinedNetwork? Read(Diagnostic diagnostic, INamedTypeSymbol firstType, INamedTypeSymbol secondType, SemanticModel model, int position)
    {
        if (!diagnostic.Properties.TryGetValue(SharedPartAnalyzer.FirstEnds, out var firstEnds) || !diagnostic.Properties.TryGetValue(SharedPartAnalyzer.SecondEnds, out var secondEnds)
            || SourceNetworks.Read(firstType, model.Compilation, CancellationToken.None) is not { } first || SourceNetworks.Read(secondType, model.Compilation, CancellationToken.None) is not { } second)
            return null;
        var ends = Fields.Split(secondEnds!);
        var cut = ends.Select(second.Find).OfType<Node>().ToArray();
        var inputs = second.Inputs.Select(name => second.Graph.Nodes.First(n => n.Op is Input input && input.Name == name)).ToArray();
        var outputs = second.Graph.Results.Select(r => r.Value).ToArray();
        if (cut.Length != ends.Length || outputs.Any(cut.Contains) || !IsVisible(firstType) || !IsVisible(secondType))
            return null;
        var part = new GraphPart([.. cut, .. inputs], outputs);
        var unused = part.UnusedInputs.ToArray();
        if (cut.Any(unused.Contains) || part.IndependentOutputs.Any())
            return null;
        var result = new CombinedNetwork(
            first, second, (firstType.ToMinimalDisplayString(model, position), secondType.ToMinimalDisplayString(model, position)), (Fields.Split(firstEnds!), ends),
            [.. Enumerable.Range(0, inputs.Length).Where(i => !unused.Contains(inputs[i]))],
            model.LookupNamespacesAndTypes(position, name: "Tensor").Any(t => t.ContainingNamespace?.Name == "NetGen") ? "" : "NetGen.",
            IsPublic(firstType) && IsPublic(secondType) ? "public" : "internal");
        result.Name = FreeName(first.Name == second.Name ? first.Name + "Pair" : $"{first.Name}And{second.Name}", model, position);
        return result;
    }

    /// <summary>The class as a user might write it.</summary>
    /// <param name="line">What ends a line.</param>
    public string Write(string line)
    {
        var names = new CombinedNames(_first, _second, _firstEnds);
        var isPair = _first.Name == _second.Name;
        string Clone(string type, string lists, string source) => $"[{_prefix}Clone<{type}>({lists}{(isPair ? $", Source = \"{source}\"" : "")}, Parameters = {_prefix}CloneParameters.Shared)]";
        var whole = _firstEnds.Concat(_first.Outputs).Distinct().ToArray();
        var given = names.SecondArguments(_ownInputs);
        string[] lines =
        [
            "",
            $"/// <summary>The outputs of <see cref=\"{_firstType}\"/> and <see cref=\"{_secondType}\"/>: what both compute is computed once.</summary>",
            $"[{_prefix}Network]",
            $"{_accessibility} partial class {Name}",
            "{",
            $"    {Clone(_firstType, $"Outputs = [{Quoted(whole)}]", "first")}",
            $"    private partial {Tensors(whole.Length)} First({string.Join(", ", names.Inputs.Select(i => $"{_prefix}Tensor {i}"))});",
            "",
            $"    {Clone(_secondType, $"Inputs = [{Quoted(_secondEnds.Concat(_ownInputs.Select(i => _second.Inputs[i])))}]", "second")}",
            $"    private partial {Tensors(_second.Outputs.Count())} Second({string.Join(", ", given.Select(i => $"{_prefix}Tensor {i}"))});",
            "",
            $"    [{_prefix}Forward]",
            $"    private ({string.Join(", ", names.Outputs.Select(o => $"{_prefix}Tensor {o}"))}) Define({string.Join(", ", names.Inputs.Select((n, i) => $"{ShapeOf(i)} {_prefix}Tensor {n}"))})",
            "    {",
            $"        var {Tuple(whole.Select(names.LocalOf))} = First({string.Join(", ", names.Inputs)});",
            .. Body(names, $"Second({string.Join(", ", given)})"),
            "    }",
            "}",
            "",
        ];
        return string.Join(line, lines);
    }

    private IEnumerable<string> Body(CombinedNames names, string call)
    {
        var first = string.Join(", ", _first.Outputs.Select(names.LocalOf));
        if (names.SecondLocals.Count == 1)
            return [$"        return ({first}, {call});"];
        var second = string.Join(", ", names.SecondLocals);
        return [$"        var ({second}) = {call};", $"        return ({first}, {second});"];
    }

    private string Tensors(int count) => count == 1 ? $"{_prefix}Tensor" : $"({string.Join(", ", Enumerable.Repeat($"{_prefix}Tensor", count))})";

    private static string Tuple(IEnumerable<string> names) => names.ToArray() is { Length: > 1 } several ? $"({string.Join(", ", several)})" : names.Single();

    private string ShapeOf(int input)
    {
        var type = _first.Graph.Nodes.First(n => n.Op is Input known && known.Name == _first.Inputs[input]).Type;
        var sizes = string.Join(", ", type.Shape.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return $"[{_prefix}{(type.Element == ElementType.Integer ? "Indices" : "Shape")}{(sizes.Length == 0 ? "" : $"({sizes})")}]";
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(n => SymbolDisplay.FormatLiteral(n, quote: true)));

    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && (type.ContainingType is null || IsVisible(type.ContainingType));

    private static bool IsPublic(INamedTypeSymbol type) => type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));

    private static string FreeName(string wanted, SemanticModel model, int position)
    {
        var name = wanted;
        for (var number = 2; model.LookupSymbols(position, name: name).Length > 0; number++)
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
