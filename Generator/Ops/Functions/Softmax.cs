using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SoftmaxFunction : UnaryFunction
{
    public override string Name => "Softmax";

    public override string Label => "softmax";

    public override string Summary => "Probabilities along the last axis: positive, with sum 1.";

    public override string Formula => "exp(xᵢ) / Σⱼ exp(xⱼ), computed from x − max x";

    public override int? ActivationNumber => 4;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var parts = StableSoftmax.Of(builder, Name, x);
        return builder.Over(parts.Exponentials, parts.KeptSum(builder));
    }
}
