using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG4001–NG4019: definitions where they do not belong.</summary>
internal static class DefinitionUseDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Warning(DiagnosticIds.DefinitionExecuted, "A definition is executed",
            "{0} '{1}' only describes a network and always throws when it is executed: call the generated Predict, Evaluate, Step or Gradients"),
    ];
}
