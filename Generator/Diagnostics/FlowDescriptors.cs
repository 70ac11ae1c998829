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
        Warning(DiagnosticIds.NothingTrained, "The loss trains nothing",
            "The loss of '{0}' depends on no parameter that can be trained, so that no step would change anything: compute it from an output"),
        Warning(DiagnosticIds.StoppedGradient, "StopGradient keeps a layer from being trained",
            "This keeps the gradient of the loss from {0} of layer '{1}', and nothing else trains them: stop another use of the value, or write [Network(UnreachedParameters = UnreachedParameters.Zero)] if they are to stay as they are"),
        Info(DiagnosticIds.HardChoice, "A hard choice keeps a layer from being trained",
            "No gradient flows through this choice, and nothing else trains {0} of layer '{1}': multiply what is chosen by the value that decides, or add a loss for it"),
        Warning(DiagnosticIds.NoEffect, "A layer has no effect",
            "'{0}' has no effect here, because {1}: change its arguments or remove it"),
        Info(DiagnosticIds.DropoutWithoutLoss, "Dropout in a network that is never trained",
            "Dropout acts in training only, and '{0}' has no loss: add one, or leave dropout out unless another network trains this one as its part"),
        Warning(DiagnosticIds.CloneNeverTrained, "A learnable clone is never trained",
            "Layer '{0}' is a learnable clone of '{1}', but no gradient of the loss reaches it: write Parameters = CloneParameters.Constant, which needs no copy of its own, or let the loss depend on it"),
        Info(DiagnosticIds.RoutingOnly, "A hard choice does not train what decides it",
            "Layer '{0}' only decides which rows go where, and a choice has no gradient: it stays as it was initialised. What trains it: TopK(Softmax(gate), k, …), whose weights are the gate's, or a loss on the gate itself, such as LoadBalance"),
        Warning(DiagnosticIds.UnboundedArm, "Nothing bounds an arm of a bounded choice",
            "'_' takes position {0} and, since WithCapacity, all rows without a place as well, so nothing bounds this arm: write '{0} => …' and leave '_' to those rows, or '{0} or {1} => …' if this arm is to have them"),
        Warning(DiagnosticIds.UntakenArm, "No row can take an arm",
            "No row takes this arm: the values of this 'switch' are {0}, and arms in front of it may take some of them; choose by something with more positions, or remove the arm"),
        Warning(DiagnosticIds.LongScan, "A long Scan is written out",
            "Rows choose in the step of this Scan, so its {0} steps are written out, {1} values in all, which takes the compiler long: choose in front of the Scan, take fewer steps at a time, or write Where(mask, a, b), which computes both in a loop"),
        Error(DiagnosticIds.Internal, "The netgen compiler failed",
            "netgen failed on '{0}'; this is a defect of netgen, please report it with the definition: {1}"),
    ];
}
