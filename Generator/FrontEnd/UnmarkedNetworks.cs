using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Classes that have layers or a definition, but no <c>[Network]</c>, so that nothing is generated for them.</summary>
internal static class UnmarkedNetworks
{
    private static readonly string[] MethodAttributes = [KnownNames.Forward, KnownNames.Loss, KnownNames.Metric];

    // As users write them, for a look at syntax alone.
    private static readonly Lazy<HashSet<string>> WrittenNames = new(() =>
        new(OpRegistry.Layers.Select(layer => layer.Name).Concat(["Forward", "Loss", "Metric", "Input", "Use", "Clone"]), StringComparer.Ordinal));

    /// <summary>All of a compilation. Few attributes have names of ours, so that symbols are made for next to no class of a project, and no method's body is entered.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, TypeDeclarationSyntax Syntax)> Find(Compilation compilation, CancellationToken cancellation)
    {
        if (compilation.GetTypeByMetadataName(KnownNames.NetworkAttribute) is null)
            yield break;
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var syntax in Types(tree.GetRoot(cancellation)).Where(MayBe))
            {
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(syntax, cancellation) is { } type && Check(type) is not null && found.Add(type))
                    yield return (type, syntax);
            }
        }
    }

    /// <summary>What is wrong with <paramref name="type"/> if it is such a class.</summary>
    public static LocatedIssue? Check(INamedTypeSymbol type)
    {
        if (type.FindAttribute(KnownNames.Network) is not null || Belonging(type) is not { } what)
            return null;
        var parts = type.DeclaringSyntaxReferences.Where(part => !part.SyntaxTree.IsGenerated()).Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>().ToArray();
        if (parts.Length == 0)
            return null;
        var isPartial = parts.All(part => part.Modifiers.Any(SyntaxKind.PartialKeyword));
        return new LocatedIssue(DiagnosticIds.NotMarked, parts[0].Identifier.GetLocation(), [type.Name, what, isPartial ? "" : ", and 'partial' among its modifiers"]);
    }

    /// <summary>The first thing of a class that only a network has.</summary>
    private static string? Belonging(INamedTypeSymbol type)
    {
        if (type.GetAttributes().FirstOrDefault(IsOfList) is { } listed)
            return $"[{listed.AttributeClass.ShortName()}]";
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.GetAttributes().FirstOrDefault(IsOfMethod) is { AttributeClass: { } attribute })
                return $"[{attribute.ShortName()}] on '{method.Name}'";
        }

        return null;
    }

    private static bool IsOfList(AttributeData attribute) => IsLayer(attribute) || attribute.AttributeClass.IsNetGen(KnownNames.Input);

    private static bool IsOfMethod(AttributeData attribute) => IsLayer(attribute) || MethodAttributes.Any(name => attribute.AttributeClass.IsNetGen(name));

    private static bool IsLayer(AttributeData attribute) => attribute.AttributeClass?.BaseType is { } parent && (parent.IsNetGen(KnownNames.Layer) || parent.IsNetGen(KnownNames.Reuse));

    private static IEnumerable<TypeDeclarationSyntax> Types(SyntaxNode root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>();

    private static bool MayBe(TypeDeclarationSyntax type) =>
        !Written(type.AttributeLists).Contains("Network")
        && (Written(type.AttributeLists).Any(WrittenNames.Value.Contains)
            || type.Members.OfType<MethodDeclarationSyntax>().Any(method => Written(method.AttributeLists).Any(WrittenNames.Value.Contains)));

    private static IEnumerable<string> Written(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes).Select(attribute => Written(attribute.Name));

    private static string Written(NameSyntax name)
    {
        var simple = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            _ => (SimpleNameSyntax)name,
        };
        var text = simple.Identifier.ValueText;
        return text.EndsWith(KnownNames.AttributeSuffix, StringComparison.Ordinal) ? text.Substring(0, text.Length - KnownNames.AttributeSuffix.Length) : text;
    }
}
