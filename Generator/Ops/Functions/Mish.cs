using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class MishFunction : UnaryFunction
{
    public override string Name => "Mish";

    public override string Summary => "A smooth rectifier that lets small negative values through.";

    public override string Formula => "x · tanh(softplus(x)); Misra (2019)";

    public override int? ActivationNumber => 17;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Times(x, builder.Add(new Tanh(), builder.Add(new Softplus(), x)));
}
