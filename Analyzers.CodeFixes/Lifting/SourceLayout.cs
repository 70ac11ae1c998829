using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Line ends, indentation and comments of code that a fix writes: as those around it.</summary>
internal static class SourceLayout
{
    /// <summary>The line end that the file of a node uses.</summary>
    public static SyntaxTrivia LineEnd(SyntaxNode node)
    {
        var end = node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end.IsKind(SyntaxKind.EndOfLineTrivia) ? end : LineFeed;
    }

    /// <summary>The white space in front of the line in which a node begins.</summary>
    public static string Indentation(SyntaxNode node)
    {
        var line = Line(node, node.SpanStart);
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>One step of indentation: a tab where the file uses tabs.</summary>
    public static string Step(string indentation) => indentation.Contains('\t') ? "\t" : "    ";

    /// <summary>Moves the lines of an expression behind its first to the right.</summary>
    public static ExpressionSyntax Indent(ExpressionSyntax expression, string by)
    {
        var starts = expression.DescendantTokens().Skip(1).Where(token => token.GetPreviousToken().TrailingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        return by.Length == 0 ? expression : expression.ReplaceTokens(starts, (_, token) => token.WithLeadingTrivia(token.LeadingTrivia.Prepend(Whitespace(by))));
    }

    /// <summary>Puts <paramref name="inserted"/> on a line of its own in front of a statement. Blank lines stay in front of both, comments with the
    /// statement that they describe.</summary>
    /// <param name="original">The statement in the source.</param>
    /// <param name="statement">What takes its place.</param>
    public static (StatementSyntax Inserted, StatementSyntax Statement) InFront(StatementSyntax inserted, StatementSyntax original, StatementSyntax statement)
    {
        var leading = statement.GetLeadingTrivia();
        var blank = leading.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        // The white space of the statement's own line, or of its first comment's, is not a blank line.
        while (blank.Count > 0 && !blank[blank.Count - 1].IsKind(SyntaxKind.EndOfLineTrivia))
            blank.RemoveAt(blank.Count - 1);
        var indentation = Whitespace(Indentation(original));
        var own = leading.Skip(blank.Count);
        return (
            inserted.WithLeadingTrivia(StartsLine(original) ? blank.Append(indentation) : blank).WithTrailingTrivia(LineEnd(original)),
            statement.WithLeadingTrivia(StartsLine(original) ? own : own.Prepend(indentation)));
    }

    /// <summary>Statements in braces, on lines of their own below a line with the given indentation.</summary>
    public static BlockSyntax Block(string indentation, SyntaxTrivia lineEnd, params StatementSyntax[] statements)
    {
        var inner = Whitespace(indentation + Step(indentation));
        return SyntaxFactory.Block(
            Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(Whitespace(indentation)).WithTrailingTrivia(lineEnd),
            List(statements.Select(statement => statement.WithLeadingTrivia(inner).WithTrailingTrivia(lineEnd))),
            Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(Whitespace(indentation)));
    }

    private static bool StartsLine(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(node.SpanStart);
        return string.IsNullOrWhiteSpace(text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.Start, node.SpanStart)));
    }

    private static string Line(SyntaxNode node, int position) => node.SyntaxTree.GetText().Lines.GetLineFromPosition(position).ToString();
}
