using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SiluFunction : UnaryFunction
{
    public override string Name => "Silu";

    public override string Label => "SiLU";

    public override string Summary => "Sigmoid linear unit, also called swish.";

    public override string Formula => "x / (1 + exp(−x)); Elfwing, Uchibe and Doya (2018)";

    public override int? ActivationNumber => 10;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Times(x, builder.Add(new Sigmoid(), x));
}
