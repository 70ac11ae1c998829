using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>What a factor of a sum says about its row: that a condition holds, or that a position is some number.</summary>
/// <param name="Condition">The condition; null where a position is asked for.</param>
/// <param name="IsNegated">Whether the factor counts where the condition does not hold.</param>
/// <param name="Position">The position; null where a condition is asked for.</param>
/// <param name="Index">The number that the position is, as it is written.</param>
internal sealed record Gate(ExpressionSyntax? Condition, bool IsNegated, ExpressionSyntax? Position, ExpressionSyntax? Index)
{
    public static Gate Of(ExpressionSyntax condition, bool isNegated = false) => new(condition, isNegated, null, null);

    public static Gate At(ExpressionSyntax position, ExpressionSyntax index) => new(null, false, position, index);

    /// <summary>The gate that is open where this one is closed.</summary>
    public Gate Not => Condition is { } condition ? Of(condition, !IsNegated) : Of(Test, isNegated: true);

    /// <summary>Whether exactly one of two is open in each row.</summary>
    public bool IsOppositeOf(Gate other) => IsNegated != other.IsNegated && AreEquivalent(Test, other.Test);

    /// <summary>A condition, negated or not.</summary>
    public ExpressionSyntax Test => Condition ?? BinaryExpression(
        SyntaxKind.EqualsExpression, Position!.WithoutTrivia().WithTrailingTrivia(Space), Token(SyntaxKind.EqualsEqualsToken).WithTrailingTrivia(Space), Index!.WithoutTrivia());
}

/// <summary>A value that counts in the rows for which a gate is open.</summary>
internal sealed record GatedValue(Gate Gate, ExpressionSyntax Value);
