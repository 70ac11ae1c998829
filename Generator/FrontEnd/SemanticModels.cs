using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>The semantic models of one parse. A compilation makes a new one each time it is asked, which binds everything anew.</summary>
internal sealed class SemanticModels(Compilation compilation)
{
    public Compilation Compilation { get; } = compilation;

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public SemanticModel Of(SyntaxNode syntax)
    {
        if (!_models.TryGetValue(syntax.SyntaxTree, out var model))
            _models.Add(syntax.SyntaxTree, model = Compilation.GetSemanticModel(syntax.SyntaxTree));
        return model;
    }

    /// <summary>The operation of a piece of source, or null if it is not of this compilation.</summary>
    public IOperation? OperationOf(SyntaxNode syntax, CancellationToken cancellation) =>
        Compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? Of(syntax).GetOperation(syntax, cancellation) : null;

    /// <summary>Whether C# reports an error anywhere in the compilation; first looked for where <paramref name="type"/> is declared.</summary>
    public bool HasErrors(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Any(part => IsError(Of(part.GetSyntax(cancellation)).GetDiagnostics(null, cancellation)))
        || IsError(Compilation.GetDiagnostics(cancellation));

    private static bool IsError(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}
