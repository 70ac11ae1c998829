using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>C#'s operators on values and numbers.</summary>
internal sealed class OperatorDraw(Drawing drawing, ArgumentDraw arguments)
{
    private static readonly (string Text, BinaryOperatorKind Kind)[] Arithmetic =
        [("+", BinaryOperatorKind.Add), ("-", BinaryOperatorKind.Subtract), ("*", BinaryOperatorKind.Multiply), ("/", BinaryOperatorKind.Divide)];

    private static readonly (string Text, BinaryOperatorKind Kind)[] Comparisons =
    [
        (">", BinaryOperatorKind.GreaterThan), (">=", BinaryOperatorKind.GreaterThanOrEqual), ("<", BinaryOperatorKind.LessThan),
        ("<=", BinaryOperatorKind.LessThanOrEqual), ("==", BinaryOperatorKind.Equals), ("!=", BinaryOperatorKind.NotEquals),
    ];

    private static readonly (string Text, BinaryOperatorKind Kind)[] Logic = [("&", BinaryOperatorKind.And), ("|", BinaryOperatorKind.Or)];

    public Statement? Draw() => Value() is { } value ? Declare(value) : null;

    /// <summary>One of the operators, all of them in turn by the number.</summary>
    public Statement Draw(int number)
    {
        var first = drawing.Variable(Drawing.IsFloat)!;
        var condition = drawing.Variable(IsCondition) ?? Greater(first, Drawing.Number(0.1f));
        Expression[] all =
        [
            .. Arithmetic.Concat(Comparisons).Select(op => Binary(op, first, arguments.OfSameShape(first))),
            .. Logic.Select(op => Binary(op, condition, Greater(first, Drawing.Number(-0.5f)))),
            Unary("!", UnaryOperatorKind.Not, condition),
            Unary("-", UnaryOperatorKind.Minus, first),
        ];
        return Declare(all[number % all.Length]);
    }

    private Statement Declare(Expression value)
    {
        var name = drawing.NewName("v");
        return new Statement($"var {name} = {value.Text};", [name], bindings => bindings[name] = value.Build(bindings));
    }

    private Expression? Value()
    {
        var first = arguments.Tensor(null);
        if (IsCondition(drawing.Value(first)))
            return drawing.Variable(IsCondition) is not { } other || drawing.Chance(0.3) ? Unary("!", UnaryOperatorKind.Not, first) : Binary(drawing.One(Logic), first, other);
        if (drawing.Chance(0.1))
            return Unary("-", UnaryOperatorKind.Minus, first);
        var second = arguments.Tensor(first);
        var op = drawing.One(drawing.Chance(0.8) ? Arithmetic : Comparisons);
        return drawing.Chance(0.3) ? Binary(op, second, first) : Binary(op, first, second);
    }

    private static bool IsCondition(Node node) => node.Type.Element == Generator.Graphs.ElementType.Boolean;

    private static Expression Unary(string text, UnaryOperatorKind kind, Expression operand) =>
        new($"({text}{operand.Text})", bindings => TensorOperators.Unary(bindings.Builder, kind, operand.Build(bindings))!);

    private static Expression Binary((string Text, BinaryOperatorKind Kind) op, Expression left, Expression right) => new(
        $"({left.Text} {op.Text} {right.Text})",
        bindings => TensorOperators.Binary(bindings.Builder, op.Kind, left.Build(bindings), right.Build(bindings))
            ?? throw new DefinitionException(DiagnosticIds.ElementType, op.Text, "float", "other"));

    public static Expression Plus(Expression left, Expression right) => Binary(Arithmetic[0], left, right);

    public static Expression Times(Expression left, Expression right) => Binary(Arithmetic[2], left, right);

    public static Expression Greater(Expression left, Expression right) => Binary(Comparisons[0], left, right);
}
