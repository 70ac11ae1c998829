namespace NetGen.Generator.Ops;

/// <summary>|x|.</summary>
internal sealed record Abs : UnaryOp
{
    public override string Mnemonic => "abs";

    protected override double Apply(double x) => Math.Abs(x);

    protected override string Emit(string x) => $"V.Abs({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Builder.Add(new Sign(), context.Input(0))));
}
