namespace NetGen.Generator.Ops;

/// <summary>a + b.</summary>
internal sealed record Add : BinaryOp
{
    public override string Mnemonic => "add";

    protected override double Apply(double a, double b) => a + b;

    protected override string Emit(string a, string b) => $"{a} + {b}";

    public override void Differentiate(GradientContext context)
    {
        context.Accumulate(0, context.Adjoint);
        context.Accumulate(1, context.Adjoint);
    }
}
