using System.Globalization;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Values and names as C# text, the same under every culture.</summary>
internal static class CSharpLiterals
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>The shortest literal that reads back as the same float: <c>0.001f</c>, <c>-1E-08f</c>, <c>float.NaN</c>.</summary>
    public static string Float(float value) => value switch
    {
        _ when float.IsNaN(value) => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        0f => IsNegativeZero(value) ? "-0f" : "0f",
        _ => Shortest(value) + "f",
    };

    /// <summary>A literal that reads back as the same double.</summary>
    public static string Double(double value) => value switch
    {
        _ when double.IsNaN(value) => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("G17", CultureInfo.InvariantCulture) + "d",
    };

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A quoted literal in which everything outside printable ASCII is escaped.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or > '~' => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>A name as an identifier: <c>@class</c>; other names unchanged.</summary>
    public static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A collection expression: <c>[10, 4]</c>.</summary>
    public static string Integers(IEnumerable<int> values) => $"[{string.Join(", ", values.Select(v => Integer(v)))}]";

    /// <summary>Text for an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static bool IsNegativeZero(float value) => float.IsNegativeInfinity(1f / value);

    // On the .NET Framework, where Visual Studio runs generators, "R" does not always round-trip and "G9" is not the shortest: try both.
    private static string Shortest(float value)
    {
        var text = value.ToString("G7", CultureInfo.InvariantCulture);
        if (float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value)
            return text;
        text = value.ToString("G8", CultureInfo.InvariantCulture);
        return float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == value
            ? text
            : value.ToString("G9", CultureInfo.InvariantCulture);
    }
}
