using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>x where positive, else Alpha·(eˣ − 1).</summary>
internal sealed record Elu(float Alpha) : UnaryOp
{
    public override string Mnemonic => "elu";

    protected override string PrintArguments() => Literals.Print(Alpha);

    protected override double Apply(double x) => x > 0 ? x : Alpha * (Math.Exp(x) - 1);

    protected override string Emit(string x) =>
        $"V.Select(V.GreaterThan({x}, V.Zero), {x}, {Literals.Vector(Alpha)} * global::NetGen.Kernels.VectorMath.Expm1({x}))";

    // Where x ≤ 0 the derivative α·eˣ is y + α, so the exponential is not computed again.
    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var positive = builder.Add(new Greater(), context.Input(0), builder.Constant(0));
        var slope = builder.Plus(context.Node, Alpha);
        context.Accumulate(0, builder.Where(positive, context.Adjoint, builder.Times(context.Adjoint, slope)));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class EluFunction : UnaryFunction
{
    public override string Name => "Elu";

    public override string Label => "ELU";

    public override string Summary => "Exponential linear unit: negative elements approach −alpha smoothly.";

    public override string Formula => "x where x > 0, else alpha · (exp(x) − 1); Clevert, Unterthiner and Hochreiter (2016)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "alpha", "The limit for very negative elements is −alpha.", "1f")];

    public override int? ActivationNumber => 8;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Add(new Elu(arguments.Float(1)), x);
}
