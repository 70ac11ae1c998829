using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG2xxx inside definitions: the same value asked for again.</summary>
internal static class DuplicateDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Info(DiagnosticIds.DuplicateCall, "A layer is applied to the same value again",
            "{0} '{1}' is applied to {2} {3}, {4}: it is computed once all the same, forward and backward; keep the result in a local to say so"),
        Warning(DiagnosticIds.SelectAfterCompute, "All branches are computed, and one is kept",
            "{0} computes {1} for every row, though each row keeps one branch: write 'condition ? a : b', or a 'switch' on ArgMax, which run a branch on the rows that choose it"),
    ];
}
