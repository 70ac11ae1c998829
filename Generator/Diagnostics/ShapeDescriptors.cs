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
        Error(DiagnosticIds.MatMulSizesDiffer, "Sizes of a matrix product do not fit",
            "Shapes {0} and {1} cannot be multiplied: the last size of the left one must be the last but one of the right one, and sizes before these must be equal; transpose or reshape one of them"),
        Error(DiagnosticIds.ConcatShapesDiffer, "Parts to be concatenated differ",
            "Shapes {1} and {2} cannot be concatenated along axis {0}: all other sizes must be equal; reshape one of them or join along another axis"),
        Error(DiagnosticIds.ReshapeCountDiffers, "A reshape keeps the number of elements",
            "Shape {0} has {1} elements and cannot become {2} with {3}: choose sizes with the same product, or -1 for one of them"),
        Error(DiagnosticIds.TooFewAxes, "The value has too few axes",
            "'{0}' needs {1}, but its input has shape {2}: use fewer axes or reshape the input"),
        Error(DiagnosticIds.AxisOutOfRange, "The value has no such axis",
            "'{0}' names axis {1}, but shape {2} has none: axes count from 0 without the batch, or from -1 for the last"),
        Error(DiagnosticIds.SliceOutOfRange, "A slice reaches beyond its axis",
            "A slice of {1} elements from {0} does not lie within the {2} elements of its axis (shape {3}): change its start or length"),
        Error(DiagnosticIds.PermutationInvalid, "An order of axes names each axis once",
            "Axes {0} are no order of the axes of shape {1}: name each from 0 once, or none to swap the last two"),
        Error(DiagnosticIds.SplitUneven, "An axis cannot be split evenly",
            "An axis of size {1} (shape {2}) cannot be split into {0} equal parts: choose a divisor of {1}, or take slices"),
        Error(DiagnosticIds.TargetShapeDiffers, "A target does not fit the output",
            "'{0}' compares shape {1} with a target of shape {2}: the target must be {3}"),
        Error(DiagnosticIds.ArgumentOutOfRange, "An argument is out of range",
            "'{0}' has {1} = {2}: it must be {3}"),
        Error(DiagnosticIds.PositionsMissing, "A layer over positions needs axes for them",
            "'{0}' needs {1}, but its input has shape {2}: reshape the input, channels last"),
        Error(DiagnosticIds.WindowTooLarge, "A window is larger than its input",
            "'{0}' has a window of {1}, but its input has only {2}: use a smaller window, padding, or fewer strides and poolings before it (channels are the last axis)"),
        Error(DiagnosticIds.GroupsUneven, "Groups do not divide the channels",
            "'{0}' has {1} groups, which must divide both its {2} input channels and its {3} filters: choose a common divisor"),
        Error(DiagnosticIds.StackShapesDiffer, "Parts to be stacked differ",
            "'{0}' stacks values of one shape, but is given {1} and {2}: reshape, pad or broadcast one of them, or join them with Concat"),
        Error(DiagnosticIds.AttentionShapes, "Query, key and value do not fit",
            "'{0}' cannot relate a query of shape {1}, a key of shape {2} and a value of shape {3}: query and key need equal features, key and value equal positions, a causal attention all, and sizes before these must be equal"),
        Error(DiagnosticIds.AttentionHeads, "Features cannot be divided among the heads",
            "'{0}' cannot divide {2} features among {1} heads: choose a divisor of {2}"),
        Error(DiagnosticIds.AttentionMask, "A mask does not fit the attention",
            "'{0}' has a mask of shape {1} for scores of shape {2} (heads, positions that see, positions that are seen): sizes must be equal, aligned at the last axis, or 1"),
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
