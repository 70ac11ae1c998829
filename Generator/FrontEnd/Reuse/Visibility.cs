using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>From where types can be seen.</summary>
internal static class Visibility
{
    /// <summary>Whether <paramref name="type"/> cannot be seen from everywhere that <paramref name="network"/> can be seen from.</summary>
    public static bool IsHidden(INamedTypeSymbol type, INamedTypeSymbol network) => !IsPublic(type) && IsPublic(network);

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }
}
