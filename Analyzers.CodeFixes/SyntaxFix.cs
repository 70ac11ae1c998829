using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>A fix that rewrites the piece of syntax at the diagnostic, and nothing that depends on other places.</summary>
public abstract class SyntaxFix : CodeFixProvider
{
    private readonly string _title;

    private protected SyntaxFix(string title, params string[] ids) => (_title, FixableDiagnosticIds) = (title, [.. ids]);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (await FixAsync(context.Document, root, node, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } changed)
                context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), GetType().Name), diagnostic);
        }
    }

    /// <summary>The file after the fix, or null if there is nothing to be done by machine.</summary>
    /// <param name="node">The syntax at the diagnostic.</param>
    private protected abstract Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation);
}
