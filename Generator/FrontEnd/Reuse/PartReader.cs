using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds the layer methods that are other networks or parts of them.</summary>
internal sealed class PartReader(Issues issues, CancellationToken cancellation)
{
    /// <summary>Whether a method is declared as such a layer, right or wrong.</summary>
    public static bool IsPart(IMethodSymbol method) => Find(method) is not null;

    /// <param name="methods">The methods of the class.</param>
    /// <param name="layers">The names of its other layers.</param>
    public IReadOnlyDictionary<IMethodSymbol, PartMethod> Read(IEnumerable<IMethodSymbol> methods, IEnumerable<string> layers)
    {
        var found = new Dictionary<IMethodSymbol, PartMethod>(SymbolEqualityComparer.Default);
        var names = new HashSet<string>(layers, StringComparer.Ordinal);
        foreach (var method in methods)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Find(method) is not { } attribute || Read(method, attribute) is not { } part)
                continue;
            if (!names.Add(part.Name))
                issues.Report(DiagnosticIds.DuplicateLayer, method.Locations[0], part.Name);
            found.Add(method, part);
        }

        return found;
    }

    /// <summary>The classes of the networks that a network's layers are made of, but for parts of itself.</summary>
    public static IEnumerable<INamedTypeSymbol> Sources(INamedTypeSymbol network) =>
        network.GetMembers().OfType<IMethodSymbol>().Select(Find).OfType<AttributeData>()
            .Where(found => found.AttributeClass?.Name != KnownNames.Clone || !SymbolEqualityComparer.Default.Equals(SourceOf(found), network))
            .Select(SourceOf).OfType<INamedTypeSymbol>();

    private static AttributeData? Find(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.BaseType.IsNetGen(KnownNames.Reuse) == true);

    private static INamedTypeSymbol? SourceOf(AttributeData attribute) => attribute.AttributeClass?.TypeArguments.FirstOrDefault() as INamedTypeSymbol;

    private PartMethod? Read(IMethodSymbol method, AttributeData attribute)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
            return null;
        var location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? syntax.Identifier.GetLocation();
        if (SourceOf(attribute) is not { TypeKind: not TypeKind.Error } source)
        {
            issues.Invalidate();
            return null;
        }

        var problem = Problem(method);
        if (problem is not null)
            issues.Report(DiagnosticIds.PartSignature, syntax.Identifier.GetLocation(), method.Name, problem);
        var isFamily = method.Parameters.FirstOrDefault()?.Type.SpecialType == SpecialType.System_Int32;
        return new PartMethod(
            method.Name,
            LayerReader.TakesBody(method, syntax) ? LayerReader.Signature(method, syntax) : "",
            isFamily,
            source,
            Names(attribute, "Inputs"),
            Names(attribute, "Outputs"),
            Elements(method),
            method.Parameters.Length - (isFamily ? 1 : 0),
            ReadClone(method, attribute, source, location),
            method.FindAttribute(KnownNames.Frozen) is not null,
            location,
            problem is null)
        {
            Capacity = ExpertCapacity.Of(method, issues),
        };
    }

    private CloneMode? ReadClone(IMethodSymbol method, AttributeData attribute, INamedTypeSymbol source, Location location)
    {
        if (attribute.AttributeClass?.Name != KnownNames.Clone)
            return null;
        var mode = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Parameters").Value.Value is int number ? (ParameterMode)number : ParameterMode.Learnable;
        var patterns = new[] { ParameterMode.Learnable, ParameterMode.Constant, ParameterMode.Shared }
            .SelectMany(each => (Names(attribute, each.ToString()) ?? EquatableArray<string>.Empty).Select(pattern => new ModePattern(each, pattern)));
        if (SymbolEqualityComparer.Default.Equals(source, method.ContainingType))
            return new CloneMode("", mode, patterns.ToEquatableArray());
        var given = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Source").Value.Value as string;
        var name = given ?? char.ToLowerInvariant(source.Name[0]) + source.Name.Substring(1);
        var problem = !SyntaxNames.IsIdentifier(name) ? "is no identifier" : name is "seed" or "path" or "constant" ? "means something else in generated members" : null;
        if (problem is not null)
            issues.Report(DiagnosticIds.SourceName, location, name, problem);
        return new CloneMode(problem is null ? name : "source", mode, patterns.ToEquatableArray());
    }

    private string? Problem(IMethodSymbol method)
    {
        if (!LayerReader.IsDefinition(method))
            return method.IsPartialDefinition ? "has a body, which is generated" : "is not partial";
        if (method.IsGenericMethod)
            return "is generic";
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams))
            return "has a parameter with a modifier";
        if (!method.ReturnType.IsTensor() && !(method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => element.Type.IsTensor())))
            return "returns neither a Tensor nor a tuple of Tensors";
        var tensors = method.Parameters.SkipWhile((parameter, i) => i == 0 && parameter.Type.SpecialType == SpecialType.System_Int32).ToArray();
        return tensors.Length > 0 && tensors.All(parameter => parameter.Type.IsTensor()) ? null : "takes something else than Tensors";
    }

    private static EquatableArray<string> Elements(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : "").ToEquatableArray()
            : EquatableArray<string>.Empty;

    private static EquatableArray<string>? Names(AttributeData attribute, string property)
    {
        var value = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value;
        return value is { Kind: TypedConstantKind.Array, IsNull: false } ? value.Values.Select(name => name.Value as string ?? "").ToEquatableArray() : null;
    }
}
