namespace NetGen.Generator.Ops;

/// <summary>x limited to [Low, High]. The gradient passes within the limits, ends included, and is zero beyond.</summary>
internal sealed record Clamp(float Low, float High) : UnaryOp
{
    public override string Mnemonic => "clamp";

    protected override string PrintArguments() => $"{Literals.Print(Low)}, {Literals.Print(High)}";

    protected override double Apply(double x) => Math.Min(Math.Max(x, Low), High);

    // In this order NaN passes through on x86.
    protected override string Emit(string x) => $"V.Min({Literals.Vector(High)}, V.Max({Literals.Vector(Low)}, {x}))";

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var x = context.Input(0);
        var within = builder.Add(
            new And(),
            builder.Add(new GreaterOrEqual(), x, builder.Constant(Low)),
            builder.Add(new LessOrEqual(), x, builder.Constant(High)));
        context.Accumulate(0, builder.WhereOrZero(within, context.Adjoint));
    }
}
