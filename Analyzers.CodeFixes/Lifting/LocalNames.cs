using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Names for locals and parameters that hold the value of a layer: <c>trunk</c>, <c>block2</c>.</summary>
internal static class LocalNames
{
    /// <param name="callee">The layer or helper, as messages call it: <c>Block[2]</c>.</param>
    /// <param name="scope">Where the name must not mean anything yet.</param>
    public static string For(string callee, SyntaxNode scope)
    {
        var letters = new string([.. callee.Where(c => char.IsLetterOrDigit(c) || c == '_')]);
        var name = letters.Length == 0 || char.IsDigit(letters[0]) ? "value" : char.ToLowerInvariant(letters[0]) + letters.Substring(1);
        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None)
            name += "Value";
        var taken = new HashSet<string>(scope.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        var unique = name;
        for (var number = 2; taken.Contains(unique); number++)
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return unique;
    }
}
