using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>What each id says. Messages name the layer or member, both values, and the way out.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>What is said about definitions, in the order of the ids: all that one parse of a network can find.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Definition { get; } =
        Sorted(DefinitionDescriptors.All, ReuseDescriptors.All, ShapeDescriptors.All, DuplicateDescriptors.All, FlowDescriptors.All, OperationDescriptors.Use);

    /// <summary>All descriptors in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = Sorted(Definition, OperationDescriptors.Declaration, DefinitionUseDescriptors.All, UsageDescriptors.All);

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(d => d.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Find(string id) => ById[id];

    private static ImmutableArray<DiagnosticDescriptor> Sorted(params ImmutableArray<DiagnosticDescriptor>[] groups) =>
        [.. groups.SelectMany(group => group).OrderBy(d => d.Id, StringComparer.Ordinal)];
}
