using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds the networks that layers are made of: in the same compilation by reading their definitions, in another assembly by reading what travels with it.</summary>
internal sealed class SourceNetworks(INamedTypeSymbol network, Compilation compilation, Issues issues, CancellationToken cancellation)
{
    // Several networks of a project may reuse one, and are read after each edit. Goes with the compilation.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, (SourceNetwork? Network, string? Problem)>> Known = new();

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

        var found = Lookup(type, attribute);
        if (found.Problem is not null)
            issues.Report(DiagnosticIds.ForeignGraph, location, type.Name, type.ContainingAssembly.Name, found.Problem);
        else if (found.Network is null)
            // What is wrong with the other network is reported where it is defined.
            issues.InvalidateElsewhere();
        return found.Network;
    }

    /// <summary>The network that <paramref name="type"/> defines, in this assembly or in another; null if it is none or cannot be read.</summary>
    public static SourceNetwork? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        type.FindAttribute(KnownNames.Network) is { } attribute ? new SourceNetworks(type, compilation, new Issues(), cancellation).Lookup(type, attribute).Network : null;

    private (SourceNetwork? Network, string? Problem) Lookup(INamedTypeSymbol type, AttributeData attribute)
    {
        var known = Known.GetValue(compilation, static _ => new ConcurrentDictionary<ISymbol, (SourceNetwork? Network, string? Problem)>(SymbolEqualityComparer.Default));
        if (!known.TryGetValue(type, out var found))
            known[type] = found = Read(type, attribute);
        return found;
    }

    private (SourceNetwork? Network, string? Problem) Read(INamedTypeSymbol type, AttributeData attribute)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return ReadCompiled(type);
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } syntax)
            return (null, null);
        var spec = NetworkParser.Parse(type, compilation, syntax, cancellation).Spec;
        return (spec.IsValid ? SourceNetwork.Of(spec) : null, null);
    }

    /// <summary>A network of another assembly, from the text that travels with it.</summary>
    private (SourceNetwork? Network, string? Problem) ReadCompiled(INamedTypeSymbol type)
    {
        var arguments = type.FindAttribute(KnownNames.CompiledNetwork)?.ConstructorArguments ?? [];
        if (arguments.Length != 2 || arguments[0].Value is not int version || arguments[1].Value is not string text)
            return (null, "it was compiled without its graph; compile that project again with a netgen that writes it");
        if (version > NetworkText.Version)
            return (null, $"its graph is of version {Ops.Literals.Print(version)}, and this netgen reads versions up to {Ops.Literals.Print(NetworkText.Version)}; refer to a later netgen here");
        try
        {
            var read = NetworkText.Read(type.Name, text);
            return ForeignOperations.FindHidden(read.Graph, compilation) is { } hidden
                ? (null, $"it uses '{hidden}', which cannot be called from here; make that method, and the types around it, public there")
                : (read, null);
        }
        catch (Exception exception) when (exception is FormatException or DefinitionException or ArgumentException or IndexOutOfRangeException)
        {
            return (null, exception is FormatException ? exception.Message : "its graph does not fit this version of netgen; compile both projects with the same");
        }
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
