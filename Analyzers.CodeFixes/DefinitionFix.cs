using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using NetGen.Analyzers.CodeFixes.Lifting;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>A fix that rewrites a definition, reads it again, and is offered only where it has been shown to compute the same. Several of one file are applied one after
/// the other.</summary>
public abstract class DefinitionFix : CodeFixProvider
{
    private readonly string _title;

    private protected DefinitionFix(string title, string id) => (_title, FixableDiagnosticIds) = (title, [id]);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, diagnostics) => FixAsync(document, diagnostics, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Whether it can be done shows only when it has been.
        if (await FixAsync(context.Document, context.Diagnostics, context.CancellationToken).ConfigureAwait(false) is { } changed)
            context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(changed), GetType().Name), context.Diagnostics);
    }

    /// <summary>The file without what is diagnosed at <paramref name="places"/>, or null if nothing can be done about any.</summary>
    private protected abstract SyntaxNode? Run(DefinitionSource source, IEnumerable<TextSpan> places);

    private async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } tree
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
            return null;
        var root = Run(new DefinitionSource(compilation, tree, cancellation), diagnostics.Select(d => d.Location.SourceSpan));
        return root is null ? null : document.WithSyntaxRoot(root);
    }
}
