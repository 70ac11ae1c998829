using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>xᵃ; NaN for x &lt; 0 unless a is whole.</summary>
internal sealed record Pow : BinaryOp
{
    public override string Mnemonic => "pow";

    protected override double Apply(double x, double exponent) => Math.Pow(x, exponent);

    protected override string Emit(string x, string exponent) => $"global::NetGen.Kernels.VectorMath.Pow({x}, {exponent})";

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        if (context.Needs(0))
        {
            var slope = builder.Times(context.Input(1), builder.Add(new Pow(), context.Input(0), builder.Plus(context.Input(1), -1)));
            context.Accumulate(0, builder.Times(context.Adjoint, slope));
        }

        if (context.Needs(1))
            context.Accumulate(1, builder.Times(context.Adjoint, builder.Times(context.Node, LogOrZero(builder, context.Input(0)))));
    }

    // 0ᵃ is 0 whatever a is, so the exponent has no influence there although log 0 is infinite. For x
    // < 0 whole exponents are isolated points
    // without a derivative; it counts as 0.
    private static Node LogOrZero(GraphBuilder builder, Node x)
    {
        var positive = builder.Add(new Greater(), x, builder.Constant(0));
        return builder.Add(new Log(), builder.Where(positive, x, builder.Constant(1)));
    }
}

/// <summary>The function.</summary>
internal sealed class PowFunction : OpFunction
{
    // Beyond this the products would round more than exp(a·log x) does.
    private const int LargestProduct = 16;

    public override string Name => "Pow";

    public override string Summary => "Power.";

    public override string Formula =>
        "x^exponent; NaN for x < 0 unless the exponent is whole. A whole constant exponent up to ±16 is a product";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The base."),
        new(ParameterKind.Tensor, "exponent", "The exponent, usually a number."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (x, exponent) = (builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)));
        if (exponent.Op is not Constant { Value: var value })
            return [builder.Add(new Pow(), x, exponent)];
        if (value == 0.5f)
            return [builder.Add(new Sqrt(), x)];
        if (value != (int)value || Math.Abs(value) > LargestProduct || value == 0)
            return [builder.Add(new Pow(), x, exponent)];
        var power = Whole(builder, x, Math.Abs((int)value));
        return [value > 0 ? power : builder.Over(builder.Constant(1), power)];
    }

    // By squaring: x¹³ = ((x²·x)²)²·x.
    private static Node Whole(GraphBuilder builder, Node x, int exponent)
    {
        if (exponent == 1)
            return x;
        var even = builder.Add(new Square(), Whole(builder, x, exponent / 2));
        return exponent % 2 == 0 ? even : builder.Times(even, x);
    }
}
