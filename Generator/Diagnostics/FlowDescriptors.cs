using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG3xxx: how gradients flow; NG9xxx: failures of the compiler itself.</summary>
internal static class FlowDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Error(DiagnosticIds.UnreachedParameter, "No loss reaches a parameter",
            "The loss does not depend on {0} of layer '{1}', which would never be trained: let it, remove the layer, or write [Network(UnreachedParameters = UnreachedParameters.Zero)] to give it a gradient of zero"),
        Warning(DiagnosticIds.UnusedLayer, "A layer is never applied",
            "Layer '{0}' is never applied, so it has no parameters and no effect: call it in the definition or remove it"),
        Error(DiagnosticIds.Internal, "The netgen compiler failed",
            "netgen failed on '{0}'; this is a defect of netgen, please report it with the definition: {1}"),
    ];
}
