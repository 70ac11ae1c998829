using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Puts a declaration in front of code, with the layout of what is around it.</summary>
internal static class DeclarationPlace
{
    private static readonly SyntaxAnnotation Carrier = new();

    /// <summary>Whether a block only carries two statements to where one stood, and is none of the source.</summary>
    public static bool IsCarrier(BlockSyntax block) => block.HasAnnotation(Carrier);

    /// <summary>Code that declares first, then does what <paramref name="rewritten"/> does.</summary>
    /// <param name="original">The code as it is in the source: a statement, or a method, local function or lambda whose body is an expression.</param>
    /// <param name="rewritten">The code that takes its place.</param>
    public static SyntaxNode InFront(SyntaxNode original, SyntaxNode rewritten, StatementSyntax declaration) => rewritten switch
    {
        MethodDeclarationSyntax { ExpressionBody: { } body } method => method
            .WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(Body(original, body.ArrowToken, body.Expression, declaration, !IsVoid(method.ReturnType)).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))
            .EndLineBeforeBody(SourceLayout.LineEnd(original)),
        LocalFunctionStatementSyntax { ExpressionBody: { } body } function => function
            .WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(Body(original, body.ArrowToken, body.Expression, declaration, !IsVoid(function.ReturnType)).WithTrailingTrivia(function.SemicolonToken.TrailingTrivia))
            .EndLineBeforeBody(SourceLayout.LineEnd(original)),
        LambdaExpressionSyntax { ExpressionBody: { } body } lambda => lambda
            .WithArrowToken(lambda.ArrowToken.WithTrailingTrivia(SourceLayout.LineEnd(original)))
            .WithBody(Body(original, lambda.ArrowToken, body, declaration, true).WithTrailingTrivia(body.GetTrailingTrivia())),
        StatementSyntax statement when original.Parent is BlockSyntax or SwitchSectionSyntax => Pair((StatementSyntax)original, statement, declaration),
        StatementSyntax statement => Braced((StatementSyntax)original, statement, declaration),
        _ => rewritten,
    };

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    private static BlockSyntax Pair(StatementSyntax original, StatementSyntax statement, StatementSyntax declaration)
    {
        var (first, second) = SourceLayout.InFront(declaration, original, statement);
        return Block(first, second).WithAdditionalAnnotations(Carrier);
    }

    private static BlockSyntax Braced(StatementSyntax original, StatementSyntax statement, StatementSyntax declaration) =>
        SourceLayout.Block(SourceLayout.Indentation(original.Parent!), SourceLayout.LineEnd(original), declaration, statement).WithTrailingTrivia(statement.GetTrailingTrivia());

    private static BlockSyntax Body(SyntaxNode original, SyntaxToken arrow, ExpressionSyntax expression, StatementSyntax declaration, bool returns)
    {
        var (indentation, lineEnd) = (SourceLayout.Indentation(original), SourceLayout.LineEnd(original));
        var value = SourceLayout.Indent(expression.WithoutTrivia(), expression.SpansLinesFrom(arrow) ? "" : SourceLayout.Step(indentation));
        StatementSyntax last = returns
            ? ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), value, Token(SyntaxKind.SemicolonToken))
            : ExpressionStatement(value);
        return SourceLayout.Block(indentation, lineEnd, declaration, last);
    }

    /// <summary>Whether an expression begins on a line behind the arrow's.</summary>
    private static bool SpansLinesFrom(this ExpressionSyntax expression, SyntaxToken arrow) =>
        arrow.TrailingTrivia.Concat(expression.GetLeadingTrivia()).Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    // What stands in front of the arrow ends its line now.
    private static T EndLineBeforeBody<T>(this T declaration, SyntaxTrivia lineEnd) where T : SyntaxNode
    {
        var brace = declaration.ChildNodes().OfType<BlockSyntax>().Single().OpenBraceToken;
        var before = brace.GetPreviousToken();
        var kept = before.TrailingTrivia.Where(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        while (kept.Count > 0 && kept[kept.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia))
            kept.RemoveAt(kept.Count - 1);
        return declaration.ReplaceToken(before, before.WithTrailingTrivia(kept.Append(lineEnd)));
    }
}
