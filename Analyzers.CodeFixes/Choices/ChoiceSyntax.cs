using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>Writes choices by data.</summary>
internal static class ChoiceSyntax
{
    private const int LongestLine = 100;

    private static readonly ExpressionSyntax Zero = ParseExpression("0f");

    /// <summary><c>condition ? a : b</c>.</summary>
    public static ExpressionSyntax Conditional(ExpressionSyntax condition, ExpressionSyntax whenTrue, ExpressionSyntax whenFalse) => ConditionalExpression(
        Operand(condition),
        Token(SyntaxKind.QuestionToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Operand(whenTrue),
        Token(SyntaxKind.ColonToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Operand(whenFalse));

    /// <summary>A value where a gate is open, and 0 elsewhere.</summary>
    public static ExpressionSyntax Where(GatedValue term) =>
        term.Gate.IsNegated ? Conditional(term.Gate.Test, Zero, term.Value) : Conditional(term.Gate.Test, term.Value, Zero);

    /// <summary><c>position switch { 0 => a, 1 => b, _ => c }</c>, on several lines where it is long; or the layer of a family that the position names, where all branches
    /// are such layers.</summary>
    /// <param name="isComplete">Whether the position has no other values than the branches.</param>
    /// <param name="lineStart">The end of a line, and the indentation of the statement.</param>
    public static ExpressionSyntax Switch(ExpressionSyntax position, IReadOnlyList<ExpressionSyntax> branches, bool isComplete, string lineStart)
    {
        if (isComplete && Family(position, branches) is { } family)
            return family;
        var arms = branches.Select((branch, i) => $"{(isComplete && i == branches.Count - 1 ? "_" : i.ToString(CultureInfo.InvariantCulture))} => {branch.WithoutTrivia()}").ToList();
        if (!isComplete)
            arms.Add("_ => 0f");
        var selector = position is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax ? position.WithoutTrivia() : ParenthesizedExpression(position.WithoutTrivia());
        var line = $"{selector} switch {{ {string.Join(", ", arms)} }}";
        return ParseExpression(line.Length <= LongestLine ? line : $"{selector} switch{lineStart}{{{string.Concat(arms.Select(arm => $"{lineStart}    {arm},"))}{lineStart}}}");
    }

    public static ExpressionSyntax Times(ExpressionSyntax left, ExpressionSyntax right) => Binary(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken, left, right);

    public static ExpressionSyntax Plus(ExpressionSyntax left, ExpressionSyntax right) => Binary(SyntaxKind.AddExpression, SyntaxKind.PlusToken, left, right);

    /// <summary>An expression that can stand in the place of another.</summary>
    public static ExpressionSyntax InPlaceOf(ExpressionSyntax place, ExpressionSyntax choice)
    {
        var isWhole = place.Parent is ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax
            || choice is InvocationExpressionSyntax or IdentifierNameSyntax;
        return (isWhole ? choice : ParenthesizedExpression(choice)).WithTriviaFrom(place);
    }

    /// <summary>The same call with the position in place of the number, if the branches differ by it alone.</summary>
    private static ExpressionSyntax? Family(ExpressionSyntax position, IReadOnlyList<ExpressionSyntax> branches)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < branches.Count; i++)
        {
            if (branches[i] is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call || arguments[0].Expression is not LiteralExpressionSyntax { Token.Value: int number } index || number != i)
                return null;
            texts.Add(call.ReplaceNode(index, position.WithoutTrivia()).WithoutTrivia().ToString());
        }

        return texts.Count == 1 ? ParseExpression(texts.Single()) : null;
    }

    private static ExpressionSyntax Operand(ExpressionSyntax expression) => expression is ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax
        ? ParenthesizedExpression(expression.WithoutTrivia())
        : expression.WithoutTrivia();

    private static ExpressionSyntax Binary(SyntaxKind kind, SyntaxKind token, ExpressionSyntax left, ExpressionSyntax right) => BinaryExpression(
        kind, Grouped(left, kind), Token(token).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Grouped(right, kind));

    private static ExpressionSyntax Grouped(ExpressionSyntax operand, SyntaxKind kind) =>
        operand is ConditionalExpressionSyntax or SwitchExpressionSyntax || operand is BinaryExpressionSyntax binary && !binary.IsKind(kind) && !binary.IsKind(SyntaxKind.MultiplyExpression)
            ? ParenthesizedExpression(operand.WithoutTrivia())
            : operand.WithoutTrivia();
}
