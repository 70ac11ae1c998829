using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>Changes of statements.</summary>
internal static class Statements
{
    /// <summary>The statement of a block that a node is in, unless it stands in the head of a loop, in a lambda or behind a condition.</summary>
    public static StatementSyntax? Of(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
                or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax)
                return ancestor is GlobalStatementSyntax global ? global.Statement : null;
            if (ancestor is BinaryExpressionSyntax binary && (binary.IsKind(SyntaxKind.LogicalAndExpression) || binary.IsKind(SyntaxKind.LogicalOrExpression) || binary.IsKind(SyntaxKind.CoalesceExpression)))
                return null;
            if (ancestor is StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement)
                return statement;
        }

        return null;
    }

    /// <summary>The local that a call is assigned to where it is declared.</summary>
    public static string? HeldBy(SyntaxNode call) =>
        call.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } declarator } ? declarator.Identifier.Text : null;

    /// <summary>Puts a statement in front of another one, which keeps its indentation.</summary>
    public static SyntaxNode Insert(SyntaxNode root, StatementSyntax statement, StatementSyntax inserted)
    {
        var rest = statement.WithLeadingTrivia(Indentation(statement));
        return statement.Parent is GlobalStatementSyntax global
            ? root.ReplaceNode(global, [SyntaxFactory.GlobalStatement(inserted), global.WithStatement(rest)])
            : root.ReplaceNode(statement, [inserted, rest]);
    }

    /// <summary>Puts a statement behind another one.</summary>
    public static SyntaxNode InsertAfter(SyntaxNode root, StatementSyntax statement, StatementSyntax inserted) => statement.Parent is GlobalStatementSyntax global
        ? root.InsertNodesAfter(global, [SyntaxFactory.GlobalStatement(inserted)])
        : root.InsertNodesAfter(statement, [inserted]);

    /// <summary>Puts others in the place of a statement; comments before and behind it stay.</summary>
    public static SyntaxNode Replace(SyntaxNode root, StatementSyntax statement, IReadOnlyList<StatementSyntax> others)
    {
        var placed = others.Select((other, i) => other.WithLeadingTrivia(i == 0 ? statement.GetLeadingTrivia() : Indentation(statement))
            .WithTrailingTrivia(i == others.Count - 1 ? statement.GetTrailingTrivia() : [EndOfLine(root)]));
        return statement.Parent is GlobalStatementSyntax global
            ? root.ReplaceNode(global, placed.Select(other => SyntaxFactory.GlobalStatement(other)))
            : root.ReplaceNode(statement, placed);
    }

    /// <summary>Takes a statement out. Its comments stay, on lines of their own in front of what follows.</summary>
    public static SyntaxNode Remove(SyntaxNode root, StatementSyntax statement)
    {
        var next = statement.GetLastToken().GetNextToken();
        var comments = Comments(statement, EndOfLine(root)).ToArray();
        if (comments.Length > 0 && !next.IsKind(SyntaxKind.None))
        {
            var mark = new SyntaxAnnotation();
            root = root.ReplaceSyntax(
                [statement], (_, node) => node.WithAdditionalAnnotations(mark), [next], (_, token) => token.WithLeadingTrivia(comments.Concat(token.LeadingTrivia)), [], (_, trivia) => trivia);
            statement = (StatementSyntax)root.GetAnnotatedNodes(mark).Single();
        }

        return root.RemoveNode(statement.Parent is GlobalStatementSyntax global ? global : statement, SyntaxRemoveOptions.KeepUnbalancedDirectives) ?? root;
    }

    /// <summary>The comments around a statement as lines with its indentation.</summary>
    private static IEnumerable<SyntaxTrivia> Comments(StatementSyntax statement, SyntaxTrivia lineEnd) => statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia())
        .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .SelectMany(t => Indentation(statement).Append(t).Append(lineEnd));

    public static SyntaxTriviaList Indentation(StatementSyntax statement) =>
        [.. statement.GetLeadingTrivia().Reverse().TakeWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia))];

    public static SyntaxTrivia EndOfLine(SyntaxNode root) =>
        root.DescendantTrivia().FirstOrDefault(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end : SyntaxFactory.LineFeed;

    /// <summary>A name that nothing in the member around <paramref name="node"/> has.</summary>
    public static string FreeName(SyntaxNode node, string wanted)
    {
        var taken = new HashSet<string>(Member(node).DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.Text), StringComparer.Ordinal);
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++)
            name = wanted + number;
        return name;
    }

    /// <summary>The member of a type that a node stands in; for statements without one the file.</summary>
    public static SyntaxNode Member(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax) ?? node;

    /// <summary>Whether a name means one variable wherever it stands in the member around <paramref name="node"/>.</summary>
    public static bool IsDeclaredOnce(SyntaxNode node, string name) => Member(node).DescendantTokens().Count(t => t.Text == name && t.Parent
        is VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax or LocalFunctionStatementSyntax) <= 1;
}
