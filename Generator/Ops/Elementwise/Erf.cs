using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The error function, 2/√π ∫₀ˣ exp(−t²) dt.</summary>
internal sealed record Erf : UnaryOp
{
    private const float TwoOverRootPi = 1.12837917f;

    public override string Mnemonic => "erf";

    // Abramowitz and Stegun 7.1.6: all terms have one sign, so nothing cancels. Beyond 6 the result rounds to 1.
    protected override double Apply(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Erf({x})";

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var bell = builder.Add(new Exp(), builder.Negate(builder.Add(new Square(), context.Input(0))));
        context.Accumulate(0, builder.Times(context.Adjoint, builder.Times(bell, TwoOverRootPi)));
    }
}

/// <summary>The function.</summary>
internal sealed class ErfFunction : UnaryFunction
{
    public override string Name => "Erf";

    public override string Summary => "Gauss error function.";

    public override string Formula => "2/√π ∫₀ˣ exp(−t²) dt";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Erf(), x);
}
