namespace NetGen.Generator.Ops;

/// <summary>The smallest over the last axes. Elements that tie for it share the gradient evenly.</summary>
internal sealed record ReduceMin(int Axes) : ReductionOp(Axes)
{
    public override string Mnemonic => "reduce_min";

    public override string Identity => "float.PositiveInfinity";

    public override double IdentityValue => double.PositiveInfinity;

    public override double Combine(double accumulator, double value) => Math.Min(accumulator, value);

    public override string EmitCombine(string accumulator, string value) => $"V.Min({accumulator}, {value})";

    public override string EmitAcross(string accumulator) => $"V.MinAcross({accumulator})";

    public override void Differentiate(GradientContext context) => ExtremeGradient.Accumulate(context, Axes);
}
