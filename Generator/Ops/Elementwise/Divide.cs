namespace NetGen.Generator.Ops;

/// <summary>a / b.</summary>
internal sealed record Divide : BinaryOp
{
    public override string Mnemonic => "divide";

    protected override double Apply(double a, double b) => a / b;

    protected override string Emit(string a, string b) => $"{a} / {b}";

    // With q = ȳ / b the two parts are q and −q·y: one division for both.
    public override void Differentiate(GradientContext context)
    {
        var quotient = context.Builder.Over(context.Adjoint, context.Input(1));
        context.Accumulate(0, quotient);
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Negate(context.Builder.Times(quotient, context.Node)));
    }
}
