using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>C#'s operators on tensors as ops.</summary>
internal static class TensorOperators
{
    /// <summary>The value of a binary operator, or null if tensors do not have it.</summary>
    public static Node? Binary(GraphBuilder builder, BinaryOperatorKind kind, Node left, Node right)
    {
        if (BinaryOp(kind) is not var (op, symbol))
            return null;
        return DefinitionException.In(symbol, () => op is And or Or
            ? builder.Add(op, Boolean(left, symbol), Boolean(right, symbol))
            : builder.Add(op, Number(builder, left), Number(builder, right)));
    }

    public static Node? Unary(GraphBuilder builder, UnaryOperatorKind kind, Node operand) => kind switch
    {
        UnaryOperatorKind.Plus => operand,
        UnaryOperatorKind.Minus => builder.Add(new Negate(), Number(builder, operand)),
        UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation => builder.Add(new Not(), Boolean(operand, "!")),
        _ => null,
    };

    /// <summary>A value as floats: booleans become 0 and 1.</summary>
    public static Node Number(GraphBuilder builder, Node value) =>
        value.Type.Element == ElementType.Float ? value : builder.Add(new ToFloat(value.Type.Element), value);

    private static (Op Op, string Symbol)? BinaryOp(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => (new Add(), "+"),
        BinaryOperatorKind.Subtract => (new Subtract(), "-"),
        BinaryOperatorKind.Multiply => (new Multiply(), "*"),
        BinaryOperatorKind.Divide => (new Divide(), "/"),
        BinaryOperatorKind.GreaterThan => (new Greater(), ">"),
        BinaryOperatorKind.GreaterThanOrEqual => (new GreaterOrEqual(), ">="),
        BinaryOperatorKind.LessThan => (new Less(), "<"),
        BinaryOperatorKind.LessThanOrEqual => (new LessOrEqual(), "<="),
        BinaryOperatorKind.Equals => (new Equal(), "=="),
        BinaryOperatorKind.NotEquals => (new NotEqual(), "!="),
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => (new And(), "&"),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => (new Or(), "|"),
        _ => null,
    };

    private static Node Boolean(Node value, string symbol) => value.Type.Element == ElementType.Boolean
        ? value
        : throw new DefinitionException(DiagnosticIds.ElementType, symbol, "bool", value.Type.Element == ElementType.Integer ? "integer" : "float");
}
