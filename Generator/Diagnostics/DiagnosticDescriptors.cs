using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>What each id says. Messages name the layer or member, both values, and the way out.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>All descriptors in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [.. DefinitionDescriptors.All.Concat(ReuseDescriptors.All).Concat(ShapeDescriptors.All).Concat(FlowDescriptors.All).OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(d => d.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Find(string id) => ById[id];
}
