using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>A fix for calls of networks. Several of one file are applied one after the other, each to what the ones before left.</summary>
public abstract class CallSiteFix : CodeFixProvider
{
    private readonly string _title;

    private protected CallSiteFix(string title, params string[] ids) => (_title, FixableDiagnosticIds) = (title, [.. ids]);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) is { } changed && changed != context.Document)
                context.RegisterCodeFix(CodeAction.Create(_title, _ => Task.FromResult(changed), _title), diagnostic);
        }
    }

    /// <summary>What is to be done for one diagnostic; null if that cannot be done safely.</summary>
    /// <param name="diagnostic">The diagnostic, for what the analyzer found out beside the places.</param>
    /// <param name="place">The node that is reported.</param>
    /// <param name="other">The call or loop that it refers to, if it does.</param>
    private protected abstract Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return document;
        var edits = diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)).OrderBy(d => d.Location.SourceSpan.Start)
            .Select(d => Prepare(model, d, NodeAt(root, d.Location), d.AdditionalLocations.Count > 0 ? NodeAt(root, d.AdditionalLocations[0]) : null))
            .OfType<Edit>().ToArray();
        if (edits.Length == 0)
            return document;
        var current = root.TrackNodes(edits.SelectMany(e => e.Nodes).Distinct());
        foreach (var edit in edits)
            current = edit.Apply(current);
        return current == root ? document : document.WithSyntaxRoot(current);
    }

    private static SyntaxNode NodeAt(SyntaxNode root, Location location) => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
}

/// <summary>A change of a file.</summary>
/// <param name="Nodes">The nodes of the original file that it speaks of.</param>
/// <param name="Apply">Makes the change in a file in which these are tracked; gives the file back as it is if something is in the way.</param>
internal sealed record Edit(IReadOnlyList<SyntaxNode> Nodes, Func<SyntaxNode, SyntaxNode> Apply);
