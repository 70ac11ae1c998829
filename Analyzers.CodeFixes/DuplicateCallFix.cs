using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Analyzers.CodeFixes.Lifting;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2001: keeps the result of a layer in a local instead of applying the layer again. Offered only where the network stays the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DuplicateCallFix)), Shared]
public sealed class DuplicateCallFix : CodeFixProvider
{
    private const string Title = "Keep the result in a local";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.DuplicateCall];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        // Whether the call can be taken out shows only when it has been.
        if (await FixAsync(context.Document, context.Diagnostics, context.CancellationToken).ConfigureAwait(false) is { } changed)
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), nameof(DuplicateCallFix)), context.Diagnostics);
    }

    private static Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics) =>
        FixAsync(document, diagnostics, context.CancellationToken);

    private static async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } tree
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation)
            return null;
        var root = DuplicateLifter.Run(new DefinitionSource(compilation, tree, cancellation), diagnostics.Select(d => d.Location.SourceSpan));
        return root is null ? null : document.WithSyntaxRoot(root);
    }
}
