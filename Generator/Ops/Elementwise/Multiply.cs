namespace NetGen.Generator.Ops;

/// <summary>a · b.</summary>
internal sealed record Multiply : BinaryOp
{
    public override string Mnemonic => "multiply";

    protected override double Apply(double a, double b) => a * b;

    protected override string Emit(string a, string b) => $"{a} * {b}";

    public override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Input(1)));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Times(context.Adjoint, context.Input(0)));
    }
}
