using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Sequences [length, channels] and pictures [height, width, channels] as one: a sequence is a picture of height 1. Axes before these are further
/// pictures, such as the frames of a film.</summary>
internal static class Pictures
{
    private const int Axes = 3;

    /// <summary>How messages and documentation call the input of a layer over so many axes.</summary>
    public static string Describe(int axes) => axes == 1 ? "a sequence [length, channels]" : "a picture [height, width, channels]";

    /// <summary>The input of a layer over <paramref name="axes"/> axes as pictures of each row.</summary>
    /// <exception cref="DefinitionException">It has fewer axes.</exception>
    public static Node From(LayerContext context, Node input, int axes)
    {
        var x = context.Builder.Number(input);
        if (x.Shape.Rank < axes + 1)
        {
            var needed = axes == 1 ? "two axes, length × channels" : "three axes, height × width × channels";
            throw new DefinitionException(DiagnosticIds.PositionsMissing, context.Name, needed, x.Shape);
        }

        x = context.Builder.Broadcast(x, x.Type with { Batched = true });
        return axes == 2 ? x : context.Builder.Reshape(x, With(x.Shape.Leading(x.Shape.Rank - 2), Shape.Of(1, x.Shape[x.Shape.Rank - 2], x.Shape.Last)));
    }

    /// <summary>Pictures as the result of a layer over <paramref name="axes"/> axes.</summary>
    public static Node To(GraphBuilder builder, Node pictures, int axes)
    {
        var one = Of(pictures.Shape);
        return axes == 2 ? pictures : builder.Reshape(pictures, With(Others(pictures.Shape), Shape.Of(one[1], one[2])));
    }

    /// <summary>The shape of one of the pictures in a value.</summary>
    public static Shape Of(Shape shape) => shape.Trailing(Axes);

    /// <summary>How many pictures a row has.</summary>
    public static int Count(Shape shape) => Others(shape).ElementCount;

    /// <summary>The shape of as many results as there are pictures in <paramref name="pictures"/>.</summary>
    public static Shape Like(Shape pictures, Shape result) => With(Others(pictures), result);

    /// <summary>The axis of a value that is <paramref name="axis"/> of each picture.</summary>
    public static int Axis(Node pictures, int axis) => pictures.Shape.Rank - Axes + axis;

    /// <summary>Pictures whose rows and pixels are repeated.</summary>
    public static Node Repeat(GraphBuilder builder, Node pictures, int rows, int columns)
    {
        var (one, others) = (Of(pictures.Shape), Others(pictures.Shape));
        var apart = builder.Reshape(pictures, With(others, Shape.Of(one[0], 1, one[1], 1, one[2])));
        var repeated = builder.Broadcast(apart, apart.Type with { Shape = With(others, Shape.Of(one[0], rows, one[1], columns, one[2])) });
        return builder.Reshape(repeated, With(others, Shape.Of(one[0] * rows, one[1] * columns, one[2])));
    }

    private static Shape Others(Shape shape) => shape.Leading(shape.Rank - Axes);

    private static Shape With(Shape leading, Shape rest) => Shape.Of([.. leading.Sizes, .. rest.Sizes]);
}
