using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

/// <summary>Names of generated files: the full metadata name of the class.</summary>
internal static class HintNames
{
    public static string For(INamedTypeSymbol type)
    {
        var name = MetadataName(type);
        // The compiler compares hint names without case, C# compares types with it.
        return HasCaseTwin(type) ? $"{name}.{Fingerprint(name)}.g.cs" : $"{name}.g.cs";
    }

    private static string MetadataName(INamedTypeSymbol type)
    {
        var own = type.Arity == 0 ? type.Name : $"{type.Name}`{type.Arity.ToString(CultureInfo.InvariantCulture)}";
        if (type.ContainingType is { } outer)
            return $"{MetadataName(outer)}+{own}";
        return type.ContainingNamespace.IsGlobalNamespace ? own : $"{type.ContainingNamespace.ToDisplayString().Replace("@", "")}.{own}";
    }

    private static bool HasCaseTwin(INamedTypeSymbol type)
    {
        for (ISymbol level = type; level.ContainingSymbol is INamespaceOrTypeSymbol container; level = container)
        {
            var name = level.Name;
            if (container.GetMembers().Any(member => member is INamespaceOrTypeSymbol && member.Name != name
                && string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }

    // FNV-1a; string.GetHashCode differs from process to process.
    private static string Fingerprint(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
