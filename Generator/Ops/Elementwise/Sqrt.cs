namespace NetGen.Generator.Ops;

/// <summary>The square root.</summary>
internal sealed record Sqrt : UnaryOp
{
    public override string Mnemonic => "sqrt";

    protected override double Apply(double x) => Math.Sqrt(x);

    protected override string Emit(string x) => $"V.Sqrt({x})";

    // d√x/dx = 1 / (2√x), from the output.
    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Over(context.Builder.Times(context.Adjoint, 0.5f), context.Node));
}
