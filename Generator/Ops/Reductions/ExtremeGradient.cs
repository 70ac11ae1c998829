using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The gradient of a maximum or minimum over axes: the adjoint divided evenly among the elements that are equal to the
/// result.</summary>
internal static class ExtremeGradient
{
    public static void Accumulate(GradientContext context, int axes)
    {
        var builder = context.Builder;
        var x = context.Input(0);
        var kept = Expressions.KeepAxes(x.Shape, axes);
        var chosen = builder.Add(new Equal(), x, builder.Reshape(context.Node, kept));
        var count = builder.Sum(builder.Number(chosen), axes);
        var share = builder.Reshape(builder.Over(context.Adjoint, count), kept);
        context.Accumulate(0, builder.WhereOrZero(chosen, share));
    }
}
