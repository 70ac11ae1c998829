using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>More positions, with values from those around them.</summary>
internal abstract class UpsamplingLayer(int axes) : Layer
{
    public sealed override string Name => axes == 1 ? "Upsample1D" : "Upsample2D";

    public sealed override string Summary =>
        $"More positions in {Pictures.Describe(axes)}: each repeated, or with `Interpolation.Linear` on the line between neighbours{(axes == 1 ? "" : " along each axis, which is bilinear")}.";

    public sealed override string Formula =>
        "x[⌊p / factor⌋, c]; or (1 − w) · x[⌊q⌋, c] + w · x[⌊q⌋ + 1, c] with q = (p + ½) / factor − ½, w = q − ⌊q⌋ and the ends repeated outside, as in Keras and "
        + "as PyTorch without align_corners";

    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "factor", axes == 1 ? "How many positions come from each, at least 1." : "How many positions come from each along each axis, at least 1.")];

    public sealed override IReadOnlyList<FunctionParameter> Properties =>
        [new(ParameterKind.Choice, "Interpolation", "Where the values between positions come from.", "Interpolation.Nearest")];

    public sealed override string Describe(LayerArguments arguments) =>
        $"{Name} {Literals.Print(arguments.Integer("factor"))}{(IsLinear(arguments) ? ", linear" : "")}";

    public sealed override string? NoEffect(LayerArguments arguments) => arguments.Integer("factor") == 1 ? "a factor of 1 adds no positions" : null;

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var factor = context.Arguments.Integer("factor");
        AxisWindow.RequirePositive(context.Name, "factor", factor);
        var (builder, x) = (context.Builder, Pictures.From(context, input, axes));
        if (!IsLinear(context.Arguments))
            return Pictures.To(builder, Pictures.Repeat(builder, x, axes == 1 ? 1 : factor, factor), axes);
        if (axes == 2)
            x = Interpolate(builder, x, Pictures.Axis(x, 0), factor);
        return Pictures.To(builder, Interpolate(builder, x, Pictures.Axis(x, 1), factor), axes);
    }

    private static bool IsLinear(LayerArguments arguments) => arguments.Choice("Interpolation") == "Linear";

    /// <summary>Positions on the lines between those of one axis. Those that come from one position are at the same distances from it and its neighbours, whichever it is.</summary>
    private static Node Interpolate(GraphBuilder builder, Node x, int axis, int factor)
    {
        var rest = Enumerable.Repeat(1, x.Shape.Rank - 1 - axis).ToArray();
        var places = builder.Reshape(builder.Number(builder.Add(new Iota(factor))), Shape.Of([factor, .. rest]));
        // From −½ to ½: how far a position lies from the one that it comes from.
        var distance = builder.Plus(builder.Times(places, 1f / factor), (0.5f / factor) - 0.5f);
        var zero = builder.Constant(0);
        var (before, after) = (builder.Add(new Max(), builder.Negate(distance), zero), builder.Add(new Max(), distance, zero));
        var own = builder.Minus(builder.Constant(1), builder.Plus(before, after));
        var sum = builder.Times(Apart(builder, x, axis), own);
        if (x.Shape[axis] > 1)
        {
            var (all, last) = (x.Shape[axis], x.Shape[axis] - 1);
            var previous = builder.Add(new Concat(axis), builder.Add(new Slice(axis, 0, 1), x), builder.Add(new Slice(axis, 0, all - 1), x));
            var next = builder.Add(new Concat(axis), builder.Add(new Slice(axis, 1, all - 1), x), builder.Add(new Slice(axis, last, 1), x));
            sum = builder.Plus(builder.Plus(builder.Times(Apart(builder, previous, axis), before), sum), builder.Times(Apart(builder, next, axis), after));
        }
        else
        {
            sum = builder.Broadcast(Apart(builder, x, axis), sum.Type);
        }

        return builder.Reshape(sum, Shape.Of([.. x.Shape.Sizes.Take(axis), x.Shape[axis] * factor, .. x.Shape.Sizes.Skip(axis + 1)]));
    }

    /// <summary>The value with an axis of size 1 behind <paramref name="axis"/>.</summary>
    private static Node Apart(GraphBuilder builder, Node x, int axis) =>
        builder.Reshape(x, Shape.Of([.. x.Shape.Sizes.Take(axis + 1), 1, .. x.Shape.Sizes.Skip(axis + 1)]));
}
