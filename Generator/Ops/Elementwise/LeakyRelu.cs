using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>x where positive, else Slope·x.</summary>
internal sealed record LeakyRelu(float Slope) : UnaryOp
{
    public override string Mnemonic => "leaky_relu";

    protected override string PrintArguments() => Literals.Print(Slope);

    protected override double Apply(double x) => x > 0 ? x : Slope * x;

    protected override string Emit(string x) => $"V.Select(V.GreaterThan({x}, V.Zero), {x}, {Literals.Vector(Slope)} * {x})";

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var positive = builder.Add(new Greater(), context.Input(0), builder.Constant(0));
        context.Accumulate(0, builder.Where(positive, context.Adjoint, builder.Times(context.Adjoint, Slope)));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class LeakyReluFunction : UnaryFunction
{
    public override string Name => "LeakyRelu";

    public override string Label => "leaky ReLU";

    public override string Summary => "Leaky rectified linear unit: negative elements are scaled down instead of cut off.";

    public override string Formula => "x where x > 0, else slope · x";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "slope", "The factor for negative elements.", "0.01f")];

    public override int? ActivationNumber => 7;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Add(new LeakyRelu(arguments.Float(1)), x);
}
