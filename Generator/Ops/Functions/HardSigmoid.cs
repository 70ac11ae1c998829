using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class HardSigmoidFunction : UnaryFunction
{
    public override string Name => "HardSigmoid";

    public override string Label => "hard sigmoid";

    public override string Summary => "Sigmoid made of three straight pieces.";

    public override string Formula => "min(max(x/6 + 1/2, 0), 1); Howard et al. (2019)";

    public override int? ActivationNumber => 14;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => Of(builder, x);

    public static Node Of(GraphBuilder builder, Node x) =>
        builder.Add(new Clamp(0, 1), builder.Plus(builder.Times(x, 1f / 6), 0.5f));
}
