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

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => Of(builder, Name, x);

    /// <exception cref="Diagnostics.DefinitionException">x is a scalar.</exception>
    public static Node Of(GraphBuilder builder, string operation, Node x)
    {
        var parts = StableSoftmax.Of(builder, operation, x);
        return builder.Over(parts.Exponentials, parts.KeptSum(builder));
    }
}
