using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds the networks that layers are made of: by reading their definitions again, which stand in the same compilation.</summary>
internal sealed class SourceNetworks(INamedTypeSymbol network, Compilation compilation, Issues issues, CancellationToken cancellation)
{
    // Several networks of a project may reuse one, and are read after each edit. Goes with the compilation.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, SourceNetwork?>> Known = new();

    /// <summary>The network that <paramref name="type"/> defines, or null if there is none, which is reported at <paramref name="location"/>.</summary>
    public SourceNetwork? Find(INamedTypeSymbol type, Location location)
    {
        if (type.FindAttribute(KnownNames.Network) is not { } attribute)
        {
            issues.Report(DiagnosticIds.NotANetwork, location, type.Name);
            return null;
        }

        if (PathToNetwork(type, []) is { } path)
        {
            issues.Report(DiagnosticIds.ReuseCycle, location, network.Name, string.Join(" → ", path.Select(step => step.Name)));
            return null;
        }

        var known = Known.GetValue(compilation, static _ => new ConcurrentDictionary<ISymbol, SourceNetwork?>(SymbolEqualityComparer.Default));
        if (!known.TryGetValue(type, out var source))
            known[type] = source = Read(type, attribute);
        // What is wrong with the other network is reported where it is defined.
        if (source is null)
            issues.Invalidate();
        return source;
    }

    private SourceNetwork? Read(INamedTypeSymbol type, AttributeData attribute)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax)
            return null;
        var spec = NetworkParser.Parse(type, compilation, syntax, cancellation).Spec;
        return spec.IsValid ? SourceNetwork.Of(spec) : null;
    }

    /// <summary>How the definition of <paramref name="type"/> leads back to the network that is being read; null if it does not.</summary>
    private IReadOnlyList<INamedTypeSymbol>? PathToNetwork(INamedTypeSymbol type, HashSet<INamedTypeSymbol> seen)
    {
        if (SymbolEqualityComparer.Default.Equals(type, network))
            return [type];
        if (!seen.Add(type))
            return null;
        foreach (var source in PartReader.Sources(type))
        {
            if (PathToNetwork(source, seen) is { } path)
                return [type, .. path];
        }

        return null;
    }
}
