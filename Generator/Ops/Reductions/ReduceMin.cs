using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The smallest over the last axes. Elements that tie for it share the gradient evenly.</summary>
internal sealed record ReduceMin(int Axes) : ReductionOp(Axes)
{
    public override string Mnemonic => "reduce_min";

    public override string Identity => "float.PositiveInfinity";

    public override double IdentityValue => double.PositiveInfinity;

    public override double Combine(double accumulator, double value) => Math.Min(accumulator, value);

    public override string EmitCombine(string accumulator, string value) => $"global::NetGen.Kernels.VectorMath.Min({accumulator}, {value})";

    public override string EmitAcross(string accumulator) => $"V.MinAcross({accumulator})";

    public override void Differentiate(GradientContext context) => ExtremeGradient.Accumulate(context, Axes);
}

/// <summary>The function.</summary>
internal sealed class ReduceMinFunction : ReductionFunction
{
    public override string Name => "ReduceMin";

    public override string Summary => "Smallest element over the last axes of each row.";

    public override string Formula => "min x, NaN if one is NaN; elements that tie share the gradient evenly";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes) =>
        builder.Reduce(new ReduceMin(axes), x, keepAxes);
}
