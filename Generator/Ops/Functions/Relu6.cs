using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class Relu6Function : UnaryFunction
{
    public override string Name => "Relu6";

    public override string Label => "ReLU6";

    public override string Summary => "Rectified linear unit that stops at 6.";

    public override string Formula => "min(max(x, 0), 6); Krizhevsky (2010)";

    public override int? ActivationNumber => 19;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Clamp(0, 6), x);
}
