using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class NormFunction : ReductionFunction
{
    public override string Name => "Norm";

    public override string Summary => "Euclidean length over the last axes of each row.";

    public override string Formula => "√(Σ x²); the derivative at 0 is 0";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes) => Of(builder, x, axes, keepAxes);

    // The root of 0 has an infinite derivative, and infinite times 0 is NaN: the root is taken of 1 there, and the result replaced.
    public static Node Of(GraphBuilder builder, Node x, int axes, bool keepAxes)
    {
        var square = builder.Sum(builder.Add(new Square(), x), axes, keepAxes);
        var positive = builder.Add(new Greater(), square, builder.Constant(0));
        var root = builder.Add(new Sqrt(), builder.Where(positive, square, builder.Constant(1)));
        return builder.WhereOrZero(positive, root);
    }
}
