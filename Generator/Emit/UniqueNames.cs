using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Hands out C# identifiers that are unique in one scope: the wanted name, or with the smallest free number behind it.</summary>
internal sealed class UniqueNames(params string[] taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <param name="separator">What stands before the number.</param>
    public string Take(string wanted, string separator = "")
    {
        if (_taken.Add(wanted))
            return CSharpLiterals.Identifier(wanted);
        // Numbers below the last one that was given to the same name are taken.
        var stem = wanted + separator;
        var number = _last.TryGetValue(stem, out var last) ? last + 1 : 2;
        while (!_taken.Add(stem + CSharpLiterals.Integer(number)))
            number++;
        _last[stem] = number;
        return CSharpLiterals.Identifier(stem + CSharpLiterals.Integer(number));
    }

    /// <summary>Whether a name has been handed out.</summary>
    public bool Has(string name) => _taken.Contains(name.TrimStart('@'));

    /// <summary>A name in camel case from words and dots: <c>Trunk.0.kernel</c> → <c>trunk0Kernel</c>, <c>log_softmax</c> → <c>logSoftmax</c>.</summary>
    public static string Camel(string text)
    {
        var pascal = Pascal(text);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }

    public static string Pascal(string text)
    {
        var result = new StringBuilder();
        var startsWord = true;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }

            result.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return result.Length == 0 || char.IsDigit(result[0]) ? "Value" + result : result.ToString();
    }
}
