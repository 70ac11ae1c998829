using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>One file of a project while a fix rewrites it: each edit gives a new one, which can be compiled and read like the first.</summary>
internal sealed class DefinitionSource(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
{
    private SemanticModel? _model;
    private int? _problems;

    public Compilation Compilation => compilation;

    public SyntaxTree Tree => tree;

    public SyntaxNode Root => tree.GetRoot(cancellation);

    public SemanticModel Model => _model ??= compilation.GetSemanticModel(tree);

    public CancellationToken Cancellation => cancellation;

    /// <summary>The number of errors and warnings of the compiler in this file.</summary>
    public int Problems => _problems ??= Model.GetDiagnostics(null, cancellation).Count(d => d.Severity >= DiagnosticSeverity.Warning);

    public DefinitionSource With(SyntaxNode root)
    {
        var changed = tree.WithRootAndOptions(root, tree.Options);
        return new DefinitionSource(compilation.ReplaceSyntaxTree(tree, changed), changed, cancellation);
    }

    /// <summary>The same with <paramref name="annotation"/> on some nodes of the tree.</summary>
    public DefinitionSource Mark(IEnumerable<SyntaxNode> nodes, SyntaxAnnotation annotation) =>
        With(Root.ReplaceNodes(nodes, (_, node) => node.WithAdditionalAnnotations(annotation)));

    public DefinitionSource Unmark(IEnumerable<SyntaxNode> nodes, SyntaxAnnotation annotation) =>
        With(Root.ReplaceNodes(nodes, (_, node) => node.WithoutAnnotations(annotation)));

    /// <summary>The network in whose class a node stands, as the front end reads it; null if there is none or it has errors.</summary>
    public ParseResult? Parse(SyntaxNode within)
    {
        if (within.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || Model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type
            || type.FindAttribute("NetworkAttribute")?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not { Parent.Parent: TypeDeclarationSyntax main })
            return null;
        var result = NetworkParser.Parse(type, compilation, main, cancellation);
        return result.Spec.IsValid ? result : null;
    }
}
