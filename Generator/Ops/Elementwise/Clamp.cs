using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

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

/// <summary>The function.</summary>
internal sealed class ClampFunction : UnaryFunction
{
    public override string Name => "Clamp";

    public override string Summary => "Limits each element to an interval.";

    public override string Formula => "min(max(x, low), high); the gradient is 0 where the limit holds";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        X,
        new(ParameterKind.Float, "low", "The smallest value of the result."),
        new(ParameterKind.Float, "high", "The largest value of the result."),
    ];

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var (low, high) = (arguments.Float(1), arguments.Float(2));
        if (low <= high)
            return builder.Add(new Clamp(low, high), x);
        throw new DefinitionException(
            DiagnosticIds.ArgumentOutOfRange, Name, "low", Literals.Print(low), $"at most high, which is {Literals.Print(high)}");
    }
}
