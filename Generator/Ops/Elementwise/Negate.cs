namespace NetGen.Generator.Ops;

/// <summary>−x.</summary>
internal sealed record Negate : UnaryOp
{
    public override string Mnemonic => "negate";

    protected override double Apply(double x) => -x;

    protected override string Emit(string x) => $"-{x}";

    public override void Differentiate(GradientContext context) => context.Accumulate(0, context.Builder.Negate(context.Adjoint));
}
