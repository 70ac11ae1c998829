using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Class labels as targets: integers of the output's shape without its last axis, or probabilities of the output's whole
/// shape.</summary>
internal static class Labels
{
    public const string Documentation =
        "The target: integer labels [Label] with the shape of the output without its last axis, from 0 (one that is no class is refused, or where it is computed makes the loss NaN), or probabilities of the output's shape.";

    public static bool AreIntegers(Node target) => target.Type.Element == ElementType.Integer;

    /// <exception cref="DefinitionException">The target fits neither as labels nor as probabilities.</exception>
    public static void Check(string operation, Node output, Node target)
    {
        if (output.Op is ToFloat && AreIntegers(output.Inputs[0]) && !AreIntegers(target) && output.Shape.Rank < target.Shape.Rank)
            throw new DefinitionException(DiagnosticIds.TargetShapeDiffers, operation, output.Shape, target.Shape, "the second argument, and the scores the first");
        Axes.RequireOne(operation, output);
        var labels = output.Shape.Leading(output.Shape.Rank - 1);
        if (target.Shape == (AreIntegers(target) ? labels : output.Shape))
            return;
        var fitting = labels.Rank == 0 ? "[Label], one integer a row" : $"[Label({string.Join(", ", labels.Sizes)})]";
        throw new DefinitionException(
            DiagnosticIds.TargetShapeDiffers, operation, output.Shape, target.Shape,
            $"{fitting}, or probabilities of shape {output.Shape}");
    }

    /// <summary>[…] → […, classes]: whether a position of the new last axis is the label.</summary>
    public static Node Mask(GraphBuilder builder, Node labels, int classes) =>
        builder.Add(new Equal(), Kept(builder, labels), builder.Add(new Iota(classes)));

    /// <summary>The label with a last axis of size 1.</summary>
    public static Node Kept(GraphBuilder builder, Node labels) =>
        builder.Reshape(builder.Number(labels), labels.Shape.Append(1));

    /// <summary>
    /// Σ of the target's weights times <paramref name="values"/> along the last axis: with integer labels the value at the label, and NaN
    /// for a label that is no class, since anything else would train on it silently.
    /// </summary>
    public static Node Pick(GraphBuilder builder, Node values, Node target)
    {
        if (!AreIntegers(target))
            return builder.Sum(builder.Times(builder.Number(target), values), 1);
        var picked = builder.Sum(builder.WhereOrZero(Mask(builder, target, values.Shape.Last), values), 1);
        var isClass = builder.Add(new IsClass(values.Shape.Last), builder.Number(target));
        return builder.Where(isClass, picked, builder.Constant(float.NaN));
    }

    /// <summary>The position of the largest element along the last axis, which stays with size 1; the lowest of several.</summary>
    public static Node ArgMaxKept(GraphBuilder builder, Node values)
    {
        var isLargest = builder.Add(new Equal(), values, builder.Reduce(new ReduceMax(1), values, keepAxes: true));
        var position = builder.Where(isLargest, builder.Positions(values), builder.Constant(values.Shape.Last));
        return builder.Reduce(new ReduceMin(1), position, keepAxes: true);
    }
}
