using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <summary>The methods of a class that define its network, in an order that does not depend on the order of files in the compilation.</summary>
internal sealed class DefinitionMethods
{
    private DefinitionMethods(IReadOnlyList<IMethodSymbol> all, IReadOnlyList<IMethodSymbol> forwards, IReadOnlyList<IMethodSymbol> losses, IReadOnlyList<IMethodSymbol> metrics)
    {
        All = all;
        Forwards = forwards;
        Losses = losses;
        Metrics = metrics;
    }

    /// <summary>All ordinary methods that the user wrote.</summary>
    public IReadOnlyList<IMethodSymbol> All { get; }

    public IReadOnlyList<IMethodSymbol> Forwards { get; }

    public IReadOnlyList<IMethodSymbol> Losses { get; }

    public IReadOnlyList<IMethodSymbol> Metrics { get; }

    /// <param name="main">The part of the class with [Network]: its methods come first.</param>
    public static DefinitionMethods Find(INamedTypeSymbol type, TypeDeclarationSyntax main)
    {
        IReadOnlyList<IMethodSymbol> all =
        [
            .. type.GetMembers().OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Ordinary)
                .Select(method => (Method: method, Syntax: method.DeclaringSyntaxReferences.FirstOrDefault()))
                .Where(entry => entry.Syntax is not null && !entry.Syntax.SyntaxTree.IsGenerated())
                .OrderBy(entry => entry.Syntax!.SyntaxTree == main.SyntaxTree ? 0 : 1)
                .ThenBy(entry => entry.Syntax!.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(entry => entry.Syntax!.Span.Start)
                .Select(entry => entry.Method),
        ];
        return new DefinitionMethods(all, With(all, KnownNames.Forward), With(all, KnownNames.Loss), With(all, KnownNames.Metric));
    }

    private static IReadOnlyList<IMethodSymbol> With(IReadOnlyList<IMethodSymbol> methods, string attribute) =>
        [.. methods.Where(method => method.FindAttribute(attribute) is not null)];

    /// <summary>Whether a definition method can be traced: reported if not.</summary>
    public static bool Check(IMethodSymbol method, bool returnsTuple, Issues issues)
    {
        var location = method.Locations[0];
        string? problem = method switch
        {
            { IsGenericMethod: true } => "is generic; its types must be known at build: remove the type parameters",
            { IsAsync: true } => "is asynchronous; a definition is read at build and never waits: remove 'async'",
            { IsAbstract: true } or { IsExtern: true } => "has no body; give it one",
            { IsPartialDefinition: true, PartialImplementationPart: null } => "has no body; give it one",
            _ when !ReturnsTensors(method.ReturnType, returnsTuple) =>
                returnsTuple ? "returns neither a Tensor nor a tuple of Tensors: return the outputs" : "does not return a Tensor: return one value for each row",
            _ => null,
        };
        if (problem is not null)
            issues.Report(DiagnosticIds.DefinitionSignature, location, method.Name, problem);
        return problem is null & CheckParameters(method, issues);
    }

    private static bool CheckParameters(IMethodSymbol method, Issues issues)
    {
        var isValid = true;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.IsTensor() && parameter.RefKind == RefKind.None)
                continue;
            if (parameter.Type.TypeKind == TypeKind.Error)
                issues.Invalidate();
            else
                issues.Report(DiagnosticIds.DefinitionSignature, parameter.Locations[0], method.Name, $"has a parameter '{parameter.Name}' that is not a plain Tensor: use Tensor, and constants for everything else");
            isValid = false;
        }

        return isValid;
    }

    private static bool ReturnsTensors(ITypeSymbol type, bool allowsTuple) =>
        type.IsTensor()
        || (allowsTuple && type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => element.Type.IsTensor()));
}
