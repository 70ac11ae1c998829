namespace NetGen.Generator.Ops;

/// <summary>The largest over the last axes. Elements that tie for it share the gradient evenly.</summary>
internal sealed record ReduceMax(int Axes) : ReductionOp(Axes)
{
    public override string Mnemonic => "reduce_max";

    public override string Identity => "float.NegativeInfinity";

    public override double IdentityValue => double.NegativeInfinity;

    public override double Combine(double accumulator, double value) => Math.Max(accumulator, value);

    public override string EmitCombine(string accumulator, string value) => $"V.Max({accumulator}, {value})";

    public override string EmitAcross(string accumulator) => $"V.MaxAcross({accumulator})";

    public override void Differentiate(GradientContext context) => ExtremeGradient.Accumulate(context, Axes);
}
