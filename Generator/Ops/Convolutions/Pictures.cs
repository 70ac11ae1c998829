using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Sequences [length, channels] and pictures [height, width, channels] as one: a sequence is a picture of height 1.</summary>
internal static class Pictures
{
    /// <summary>The input of a layer over <paramref name="axes"/> axes as a picture of each row.</summary>
    /// <exception cref="DefinitionException">It has another number of axes.</exception>
    public static Node From(LayerContext context, Node input, int axes)
    {
        var x = context.Builder.Number(input);
        if (x.Shape.Rank != axes + 1)
        {
            var needed = axes == 1 ? "two axes, length × channels" : "three axes, height × width × channels";
            throw new DefinitionException(DiagnosticIds.PositionsMissing, context.Name, needed, x.Shape);
        }

        x = context.Builder.Broadcast(x, x.Type with { Batched = true });
        return axes == 2 ? x : context.Builder.Reshape(x, Shape.Of(1, x.Shape[0], x.Shape[1]));
    }

    /// <summary>A picture as the result of a layer over <paramref name="axes"/> axes.</summary>
    public static Node To(GraphBuilder builder, Node picture, int axes) =>
        axes == 2 ? picture : builder.Reshape(picture, Shape.Of(picture.Shape[1], picture.Shape[2]));

    /// <summary>A picture whose rows and pixels are repeated.</summary>
    public static Node Repeat(GraphBuilder builder, Node picture, int rows, int columns)
    {
        var (height, width, channels) = (picture.Shape[0], picture.Shape[1], picture.Shape[2]);
        var apart = builder.Reshape(picture, Shape.Of(height, 1, width, 1, channels));
        var repeated = builder.Broadcast(apart, apart.Type with { Shape = Shape.Of(height, rows, width, columns, channels) });
        return builder.Reshape(repeated, Shape.Of(height * rows, width * columns, channels));
    }
}
