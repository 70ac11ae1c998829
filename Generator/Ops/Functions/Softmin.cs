using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SoftminFunction : UnaryFunction
{
    public override string Name => "Softmin";

    public override string Label => "softmin";

    public override string Summary => "Probabilities along the last axis that are largest where the value is smallest.";

    public override string Formula => "exp(−xᵢ) / Σⱼ exp(−xⱼ), computed from min x − x";

    public override int? ActivationNumber => 25;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        SoftmaxFunction.Of(builder, Name, builder.Negate(x));
}
