using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>Distances between neighbours along each axis of a row-major sample.</summary>
internal static class Strides
{
    public static EquatableArray<int> Of(Shape shape)
    {
        var strides = new int[shape.Rank];
        var step = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= shape[axis];
        }

        return strides.ToEquatableArray();
    }

    /// <summary>The shape with another size for one axis.</summary>
    public static Shape With(this Shape shape, int axis, int size) =>
        Shape.Of([.. shape.Sizes.Select((old, i) => i == axis ? size : old)]);
}
