using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.FrontEnd;

/// <summary>C# arithmetic on values known at build. The compiler has already inserted the conversions, so both operands of a
/// binary operator have one type. Null results mean: not supported.</summary>
internal static class ConstantFolding
{
    /// <exception cref="ArithmeticException">The expression has no value: division by zero, overflow.</exception>
    public static ConstantValue? Binary(BinaryOperatorKind kind, object? left, object? right, bool isChecked) => (left, right) switch
    {
        (int l, int r) => Wrap(Integers(kind, l, IsShift(kind) ? r & 31 : r), isChecked),
        (long l, long r) => Of(Integers(kind, l, r)),
        (float l, float r) => Reals(kind, l, r, value => (float)value),
        (double l, double r) => Reals(kind, l, r, value => value),
        (bool l, bool r) => Booleans(kind, l, r),
        (char l, char r) => Of(Integers(kind, l, r)),
        _ when kind == BinaryOperatorKind.Equals => new ConstantValue(Equals(left, right)),
        _ when kind == BinaryOperatorKind.NotEquals => new ConstantValue(!Equals(left, right)),
        _ when kind == BinaryOperatorKind.Add && (left is string || right is string) => new ConstantValue(Text(left) + Text(right)),
        _ => null,
    };

    public static ConstantValue? Unary(UnaryOperatorKind kind, object? operand) => (kind, operand) switch
    {
        (UnaryOperatorKind.Plus, _) => new ConstantValue(operand),
        (UnaryOperatorKind.Minus, int value) => new ConstantValue(unchecked(-value)),
        (UnaryOperatorKind.Minus, long value) => new ConstantValue(unchecked(-value)),
        (UnaryOperatorKind.Minus, float value) => new ConstantValue(-value),
        (UnaryOperatorKind.Minus, double value) => new ConstantValue(-value),
        (UnaryOperatorKind.Not, bool value) => new ConstantValue(!value),
        (UnaryOperatorKind.BitwiseNegation, int value) => new ConstantValue(~value),
        _ => null,
    };

    /// <summary>The value converted to a primitive type as a C# cast does it; other types leave it as it is.</summary>
    public static object? Convert(object? value, ITypeSymbol? type)
    {
        var target = (type as INamedTypeSymbol)?.EnumUnderlyingType ?? type;
        if (value is null or string or bool || target is null)
            return value;
        return target.SpecialType switch
        {
            SpecialType.System_Int32 => unchecked((int)ToInteger(value)),
            SpecialType.System_Int64 => ToInteger(value),
            SpecialType.System_Byte => unchecked((byte)ToInteger(value)),
            SpecialType.System_Int16 => unchecked((short)ToInteger(value)),
            SpecialType.System_UInt32 => unchecked((uint)ToInteger(value)),
            SpecialType.System_Char => unchecked((char)ToInteger(value)),
            SpecialType.System_Single => value is double wide ? (float)wide : System.Convert.ToSingle(value, CultureInfo.InvariantCulture),
            SpecialType.System_Double => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    public static string Text(object? value) => System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    public static double ToDouble(object value) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static int ToInteger32(object value) => unchecked((int)ToInteger(value));

    private static long ToInteger(object value) => value switch
    {
        float number => unchecked((long)number),
        double number => unchecked((long)number),
        char c => c,
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static object? Integers(BinaryOperatorKind kind, long l, long r) => kind switch
    {
        BinaryOperatorKind.Add => unchecked(l + r),
        BinaryOperatorKind.Subtract => unchecked(l - r),
        BinaryOperatorKind.Multiply => unchecked(l * r),
        BinaryOperatorKind.Divide => l / r,
        BinaryOperatorKind.Remainder => r == -1 ? 0L : l % r,
        BinaryOperatorKind.And => l & r,
        BinaryOperatorKind.Or => l | r,
        BinaryOperatorKind.ExclusiveOr => l ^ r,
        BinaryOperatorKind.LeftShift => l << (int)(r & 63),
        BinaryOperatorKind.RightShift => l >> (int)(r & 63),
        _ => Compare(kind, l.CompareTo(r)),
    };

    private static bool IsShift(BinaryOperatorKind kind) => kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift;

    private static ConstantValue? Wrap(object? result, bool isChecked) => result switch
    {
        long value when isChecked => new ConstantValue(checked((int)value)),
        long value => new ConstantValue(unchecked((int)value)),
        _ => Of(result),
    };

    private static ConstantValue? Of(object? result) => result is null ? null : new ConstantValue(result);

    private static ConstantValue? Reals(BinaryOperatorKind kind, double l, double r, Func<double, object> narrow) => kind switch
    {
        BinaryOperatorKind.Add => new ConstantValue(narrow(l + r)),
        BinaryOperatorKind.Subtract => new ConstantValue(narrow(l - r)),
        BinaryOperatorKind.Multiply => new ConstantValue(narrow(l * r)),
        BinaryOperatorKind.Divide => new ConstantValue(narrow(l / r)),
        BinaryOperatorKind.Remainder => new ConstantValue(narrow(l % r)),
        BinaryOperatorKind.NotEquals => new ConstantValue(l != r),
        _ when double.IsNaN(l) || double.IsNaN(r) => new ConstantValue(false),
        _ => Of(Compare(kind, l.CompareTo(r))),
    };

    private static ConstantValue? Booleans(BinaryOperatorKind kind, bool l, bool r) => kind switch
    {
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => new ConstantValue(l && r),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => new ConstantValue(l || r),
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => new ConstantValue(l != r),
        BinaryOperatorKind.Equals => new ConstantValue(l == r),
        _ => null,
    };

    private static object? Compare(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => order == 0,
        BinaryOperatorKind.NotEquals => order != 0,
        BinaryOperatorKind.LessThan => order < 0,
        BinaryOperatorKind.LessThanOrEqual => order <= 0,
        BinaryOperatorKind.GreaterThan => order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => order >= 0,
        _ => null,
    };
}
