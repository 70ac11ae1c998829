using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class HardSwishFunction : UnaryFunction
{
    public override string Name => "HardSwish";

    public override string Label => "hard swish";

    public override string Summary => "Sigmoid linear unit with the sigmoid made of three straight pieces; also called hard SiLU.";

    public override string Formula => "x · min(max(x/6 + 1/2, 0), 1); Howard et al. (2019)";

    public override int? ActivationNumber => 15;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Times(x, HardSigmoidFunction.Of(builder, x));
}
