using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class LogSoftmaxFunction : UnaryFunction
{
    public override string Name => "LogSoftmax";

    public override string Label => "log softmax";

    public override string Summary => "Logarithms of the probabilities that Softmax gives along the last axis.";

    public override string Formula => "xᵢ − log Σⱼ exp(xⱼ), computed from x − max x";

    public override int? ActivationNumber => 5;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var parts = StableSoftmax.Of(builder, Name, x);
        return builder.Minus(parts.Shifted, builder.Add(new Log(), parts.KeptSum(builder)));
    }
}
