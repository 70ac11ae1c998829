using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.FrontEnd;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>The ways to keep the value of calls that stand in one member in a local: the local that the first call initializes, else a new one in
/// front of the first use, in the innermost block first, then further out of loops, lambdas and local functions.</summary>
internal sealed class LocalInsertion(DefinitionSource source, ImmutableArray<DefinitionCall> calls, SyntaxNode member)
{
    private readonly ImmutableArray<SyntaxNode> _sites = [.. calls.Select(call => call.Site).Distinct()];

    public IEnumerable<DefinitionSource> Candidates()
    {
        if (_sites.Any(site => site is not ExpressionSyntax))
            yield break;
        if (_sites.Length > 1 && InitializedLocal(_sites[0]) is { } known)
            yield return source.With(source.Root.ReplaceNodes(_sites.Skip(1), (site, _) => Use(known, site)));
        var name = LocalNames.For(calls[0].Name, member);
        foreach (var node in CommonAncestor().AncestorsAndSelf().TakeWhile(node => node != member.Parent))
        {
            foreach (var place in Places(node))
                yield return Insert(place, name);
        }
    }

    private static string? InitializedLocal(SyntaxNode site) =>
        site.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax }, Identifier.ValueText: var name } }
            ? name
            : null;

    private SyntaxNode CommonAncestor() => _sites[0].AncestorsAndSelf().First(node => _sites.All(site => node.FullSpan.Contains(site.FullSpan)));

    /// <summary>Statements, and bodies that are expressions, in front of which a declaration can stand.</summary>
    private IEnumerable<SyntaxNode> Places(SyntaxNode node)
    {
        switch (node)
        {
            case BlockSyntax block:
                return Places(block.Statements);
            case SwitchSectionSyntax section:
                return Places(section.Statements);
            case StatementSyntax { Parent: not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) }:
            case MethodDeclarationSyntax { ExpressionBody: not null }:
            case LocalFunctionStatementSyntax { ExpressionBody: not null }:
            case LambdaExpressionSyntax { ExpressionBody: not null }:
                return [node];
            default:
                return [];
        }
    }

    // A local function may stand behind the statements that call it: then the value has to be there before them.
    private IEnumerable<SyntaxNode> Places(SyntaxList<StatementSyntax> statements)
    {
        var first = statements.IndexOf(statement => _sites.Any(site => statement.Span.Contains(site.Span)));
        if (first < 0)
            yield break;
        yield return statements[first];
        var used = new HashSet<string>(_sites[0].DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText), StringComparer.Ordinal);
        var earliest = 1 + statements.Take(first).ToList().FindLastIndex(statement => statement.DescendantNodes().Any(node => Declares(node, used)));
        if (earliest < first)
            yield return statements[earliest];
    }

    private static bool Declares(SyntaxNode node, HashSet<string> names) => node switch
    {
        VariableDeclaratorSyntax variable => names.Contains(variable.Identifier.ValueText),
        SingleVariableDesignationSyntax variable => names.Contains(variable.Identifier.ValueText),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } => names.Contains(target.Identifier.ValueText),
        _ => false,
    };

    private DefinitionSource Insert(SyntaxNode place, string name)
    {
        var declaration = ParseStatement($"var {name} = ;") as LocalDeclarationStatementSyntax;
        var variable = declaration!.Declaration.Variables[0];
        declaration = declaration.ReplaceNode(variable.Initializer!.Value, ((ExpressionSyntax)_sites[0]).WithoutTrivia());
        var inserted = new SyntaxAnnotation();
        var root = source.Root.ReplaceNodes(
            _sites.Append(place),
            (original, rewritten) => original == place
                ? DeclarationPlace.InFront(original, rewritten, declaration).WithAdditionalAnnotations(inserted)
                : Use(name, original));
        // Two statements cannot take the place of one within the same rewriting.
        var carrier = root.GetAnnotatedNodes(inserted).Single();
        return source.With(carrier is BlockSyntax block && DeclarationPlace.IsCarrier(block) ? root.ReplaceNode(carrier, block.Statements) : root);
    }

    private static SyntaxNode Use(string name, SyntaxNode site) => IdentifierName(name).WithTriviaFrom(site);
}
