using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Distances between vectors along the last axis, for losses over pairs and triplets.</summary>
internal static class Distances
{
    /// <summary>‖a − b‖ for each position; the derivative is 0 where the vectors are equal.</summary>
    public static Node Between(GraphBuilder builder, string operation, Node a, Node b)
    {
        var difference = builder.Minus(Axes.RequireOne(operation, builder.Number(a)), Axes.RequireOne(operation, builder.Number(b)));
        return NormFunction.Of(builder, difference, 1, keepAxes: false);
    }

    /// <summary>The margin, which is to be <paramref name="allowed"/>.</summary>
    /// <exception cref="DefinitionException">It is not.</exception>
    public static float Margin(string operation, float margin, bool isAllowed, string allowed) => isAllowed
        ? margin
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, operation, "margin", Literals.Print(margin), allowed);

    /// <summary>max(0, margin − distance).</summary>
    public static Node Missing(GraphBuilder builder, Node distance, float margin) =>
        builder.Add(new Relu(), builder.Minus(builder.Constant(margin), distance));
}
