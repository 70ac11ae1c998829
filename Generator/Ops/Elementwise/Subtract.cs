namespace NetGen.Generator.Ops;

/// <summary>a − b.</summary>
internal sealed record Subtract : BinaryOp
{
    public override string Mnemonic => "subtract";

    protected override double Apply(double a, double b) => a - b;

    protected override string Emit(string a, string b) => $"{a} - {b}";

    public override void Differentiate(GradientContext context)
    {
        context.Accumulate(0, context.Adjoint);
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Negate(context.Adjoint));
    }
}
