using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Diagnostics.Descriptor;

namespace NetGen.Generator.Diagnostics;

/// <summary>NG1xxx: shapes and element types.</summary>
internal static class ShapeDescriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Error(DiagnosticIds.ShapesDoNotBroadcast, "Shapes do not fit together",
            "'{0}' cannot combine shapes {1} and {2}: sizes must be equal, aligned at the last axis, or 1"),
        Error(DiagnosticIds.LayerParameterShape, "A layer is applied to inputs of different shapes",
            "Layer '{0}' needs its parameter '{1}' as {3} here, but {2} where it was applied first ({4}): a layer has one set of parameters; use a second layer, or bring both inputs to one shape"),
        Error(DiagnosticIds.LossNotPerRow, "A loss must give one number for each row",
            "Loss '{0}' gives {1} for each row of the batch, not one number: {2}"),
        Error(DiagnosticIds.TargetDisagrees, "A target has two types",
            "'{0}' is {2} here, but {1} in '{3}': the same name means the same tensor; declare it alike or rename one"),
        Error(DiagnosticIds.ElementType, "The elements are of the wrong kind",
            "'{0}' takes {1} elements, but is given {2}"),
        Error(DiagnosticIds.NotBatched, "A value does not depend on the input",
            "{0} '{1}' is the same for every row, because it depends on no input: compute it from an input, or remove it"),
    ];
}
