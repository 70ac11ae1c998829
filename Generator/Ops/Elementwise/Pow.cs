using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>xᵃ for x ≥ 0; other bases are NaN, as exp(a·log x) has it.</summary>
internal sealed record Pow : BinaryOp
{
    public override string Mnemonic => "pow";

    protected override double Apply(double x, double exponent) => x < 0 ? double.NaN : Math.Pow(x, exponent);

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

    // 0ᵃ is 0 whatever a is, so the exponent has no influence there although log 0 is infinite.
    private static Node LogOrZero(GraphBuilder builder, Node x)
    {
        var positive = builder.Add(new Greater(), x, builder.Constant(0));
        return builder.Add(new Log(), builder.Where(positive, x, builder.Constant(1)));
    }
}
