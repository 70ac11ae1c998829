using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>The functions of .NET that a definition may call on constants: elementary ones of Math and MathF, and Enumerable.Range.</summary>
internal static class BuildTimeFunctions
{
    /// <summary>Whether <paramref name="method"/> is one of them. <paramref name="result"/> is null if it has no value for the arguments.</summary>
    public static bool TryCall(IMethodSymbol method, Value[] arguments, out Value? result)
    {
        result = null;
        switch (method.ContainingType.ToDisplayString())
        {
            case "System.Math" or "System.MathF":
                var numbers = arguments.Select(a => (a as ConstantValue)?.Value).ToArray();
                if (numbers.Any(n => n is not (int or long or float or double)))
                    return false;
                result = Compute(method.Name, [.. numbers.Select(n => ConstantFolding.ToDouble(n!))]) is { } value
                    ? new ConstantValue(ConstantFolding.Convert(value, method.ReturnType))
                    : null;
                return result is not null;
            case "System.Linq.Enumerable" when method.Name == "Range":
                result = arguments[0] is ConstantValue { Value: int start } && arguments[1] is ConstantValue { Value: int and >= 0 and <= 10_000 and var count }
                    ? new ArrayValue([.. Enumerable.Range(start, count).Select(i => new ConstantValue(i))])
                    : null;
                return true;
            default:
                return false;
        }
    }

    private static double? Compute(string name, double[] x) => (name, x.Length) switch
    {
        ("Sqrt", 1) => Math.Sqrt(x[0]),
        ("Cbrt", 1) => Math.Sign(x[0]) * Math.Pow(Math.Abs(x[0]), 1.0 / 3),
        ("Exp", 1) => Math.Exp(x[0]),
        ("Log", 1) => Math.Log(x[0]),
        ("Log", 2) => Math.Log(x[0], x[1]),
        ("Log2", 1) => Math.Log(x[0], 2),
        ("Log10", 1) => Math.Log10(x[0]),
        ("Pow", 2) => Math.Pow(x[0], x[1]),
        ("Abs", 1) => Math.Abs(x[0]),
        ("Min", 2) => Math.Min(x[0], x[1]),
        ("Max", 2) => Math.Max(x[0], x[1]),
        ("Clamp", 3) when x[1] <= x[2] => Math.Min(Math.Max(x[0], x[1]), x[2]),
        ("Floor", 1) => Math.Floor(x[0]),
        ("Ceiling", 1) => Math.Ceiling(x[0]),
        ("Round", 1) => Math.Round(x[0]),
        ("Sign", 1) => Math.Sign(x[0]),
        ("Sin", 1) => Math.Sin(x[0]),
        ("Cos", 1) => Math.Cos(x[0]),
        ("Tanh", 1) => Math.Tanh(x[0]),
        _ => null,
    };
}
