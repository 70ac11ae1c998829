using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>An argument that is an array, or rows of it by <c>AsSpan(start, length)</c>.</summary>
/// <param name="Array">The array.</param>
/// <param name="Start">The first row, as text; null for the whole array.</param>
/// <param name="Count">The number of rows, as text; null for the whole array.</param>
internal sealed record RowSlice(ExpressionSyntax Array, string? Start, string? Count)
{
    /// <summary>Null if the argument is something else, or if it cannot be said in rows.</summary>
    public static RowSlice? Read(ExpressionSyntax argument, int width, SemanticModel model)
    {
        if (IsArray(argument, model))
            return new RowSlice(argument, null, null);
        return argument is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } range, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "AsSpan", Expression: var array } }
            && IsArray(array, model) && range.All(a => a.NameColon is null)
            && InRows(range[0].Expression, width, model) is { } start && InRows(range[1].Expression, width, model) is { } count
            ? new RowSlice(array, start, count)
            : null;
    }

    /// <summary>A number of rows in values of another width.</summary>
    public static string InValues(string rows, int width)
    {
        if (width == 1)
            return rows;
        if (int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return Print(number * width);
        return rows.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? $"{rows} * {Print(width)}" : $"({rows}) * {Print(width)}";
    }

    private static bool IsArray(ExpressionSyntax expression, SemanticModel model) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && model.GetTypeInfo(expression).Type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Int32 };

    /// <summary>A number of values in rows: what is multiplied by the width, or a constant that it divides.</summary>
    private static string? InRows(ExpressionSyntax values, int width, SemanticModel model)
    {
        if (width == 1)
            return values.WithoutTrivia().ToString();
        if (values is BinaryExpressionSyntax { OperatorToken.Text: "*" } product && (IsWidth(product.Right) || IsWidth(product.Left)))
            return Factor(IsWidth(product.Right) ? product.Left : product.Right);
        return model.GetConstantValue(values) is { HasValue: true, Value: int constant } && constant % width == 0 ? Print(constant / width) : null;

        bool IsWidth(ExpressionSyntax factor) => model.GetConstantValue(factor) is { HasValue: true, Value: int value } && value == width;
    }

    private static string Factor(ExpressionSyntax factor) => (factor is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : factor).WithoutTrivia().ToString();

    private static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);
}
