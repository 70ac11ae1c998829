using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The largest over the last axes. Elements that tie for it share the gradient evenly.</summary>
internal sealed record ReduceMax(int Axes) : ReductionOp(Axes)
{
    public override string Mnemonic => "reduce_max";

    public override string Identity => "float.NegativeInfinity";

    public override double IdentityValue => double.NegativeInfinity;

    public override double Combine(double accumulator, double value) => Math.Max(accumulator, value);

    public override string EmitCombine(string accumulator, string value) => $"global::NetGen.Kernels.VectorMath.Max({accumulator}, {value})";

    public override string EmitAcross(string accumulator) => $"V.MaxAcross({accumulator})";

    public override void Differentiate(GradientContext context) => ExtremeGradient.Accumulate(context, Axes);
}

/// <summary>The function.</summary>
internal sealed class ReduceMaxFunction : ReductionFunction
{
    public override string Name => "ReduceMax";

    public override string Summary => "Largest element over the last axes of each row.";

    public override string Formula => "max x, NaN if one is NaN; elements that tie share the gradient evenly";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes) =>
        builder.Reduce(new ReduceMax(axes), x, keepAxes);
}
