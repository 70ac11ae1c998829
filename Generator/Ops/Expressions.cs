using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Short spellings of the arithmetic that gradients and compositions are made of.</summary>
internal static class Expressions
{
    public static Node Constant(this GraphBuilder builder, float value) => builder.Add(new Constant(value));

    public static Node Plus(this GraphBuilder builder, Node left, Node right) => builder.Add(new Add(), left, right);

    public static Node Plus(this GraphBuilder builder, Node left, float right) => builder.Plus(left, builder.Constant(right));

    public static Node Minus(this GraphBuilder builder, Node left, Node right) => builder.Add(new Subtract(), left, right);

    public static Node Times(this GraphBuilder builder, Node left, Node right) => builder.Add(new Multiply(), left, right);

    public static Node Times(this GraphBuilder builder, Node left, float right) => builder.Times(left, builder.Constant(right));

    public static Node Over(this GraphBuilder builder, Node left, Node right) => builder.Add(new Divide(), left, right);

    public static Node Negate(this GraphBuilder builder, Node value) => builder.Add(new Negate(), value);

    public static Node Where(this GraphBuilder builder, Node mask, Node chosen, Node otherwise) =>
        builder.Add(new Where(), mask, chosen, otherwise);

    /// <summary><paramref name="value"/> where <paramref name="mask"/> is true, else 0.</summary>
    public static Node WhereOrZero(this GraphBuilder builder, Node mask, Node value) => builder.Where(mask, value, builder.Constant(0));

    public static Node Reshape(this GraphBuilder builder, Node value, Shape shape) =>
        value.Shape == shape ? value : builder.Add(new Reshape(shape), value);

    /// <summary><paramref name="value"/> repeated to <paramref name="type"/>; itself if it has this type.</summary>
    public static Node Broadcast(this GraphBuilder builder, Node value, TensorType type) =>
        value.Type == type ? value : builder.Add(new Broadcast(type), value);

    /// <summary>Sum over the last <paramref name="axes"/> axes; with <paramref name="keepAxes"/> they stay with size 1.</summary>
    public static Node Sum(this GraphBuilder builder, Node value, int axes, bool keepAxes = false) =>
        builder.Reduce(new ReduceSum(axes), value, keepAxes);

    public static Node Reduce(this GraphBuilder builder, ReductionOp reduction, Node value, bool keepAxes)
    {
        if (reduction.Axes == 0)
            return value;
        var reduced = builder.Add(reduction, value);
        return keepAxes ? builder.Reshape(reduced, KeepAxes(value.Shape, reduction.Axes)) : reduced;
    }

    /// <summary>The class or position numbers 0 … size − 1 along the last axis.</summary>
    public static Node Positions(this GraphBuilder builder, Node value) => builder.Add(new Iota(value.Shape.Last));

    /// <summary>The mean over the last <paramref name="axes"/> axes.</summary>
    public static Node Mean(this GraphBuilder builder, Node value, int axes, bool keepAxes = false) =>
        builder.Times(builder.Sum(value, axes, keepAxes), 1f / value.Shape.Trailing(axes).ElementCount);

    /// <summary>The mean over all elements of a row: what a loss gives for each row.</summary>
    public static Node RowMean(this GraphBuilder builder, Node value) => builder.Mean(value, value.Shape.Rank);

    /// <summary>A value as floats: conditions become 0 and 1.</summary>
    public static Node Number(this GraphBuilder builder, Node value) =>
        value.Type.Element == ElementType.Float ? value : builder.Add(new ToFloat(value.Type.Element), value);

    /// <summary>The shape with its last <paramref name="axes"/> sizes set to 1.</summary>
    public static Shape KeepAxes(Shape shape, int axes) =>
        Shape.Of([.. shape.Sizes.Take(shape.Rank - axes), .. Enumerable.Repeat(1, axes)]);
}
