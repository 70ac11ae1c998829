using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.FrontEnd;

/// <summary>Rules about names.</summary>
internal static class SyntaxNames
{
    public static bool IsIdentifier(string name) => SyntaxFacts.IsValidIdentifier(name);

    /// <summary>Whether two names would be one as parameters of a generated method, which begin in lower case.</summary>
    public static bool AreAlike(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
