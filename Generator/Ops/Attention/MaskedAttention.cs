using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function with a mask.</summary>
internal sealed class MaskedAttentionFunction : OpFunction
{
    public override string Name => "MaskedAttention";

    public override string Summary => "Attention that sees only what a mask allows, such as the positions of a sequence that are not padding.";

    public override string Formula =>
        "softmax(q·kᵀ / √size where the mask allows, else −10³⁰)·v for each head; where it allows nothing, the plain mean of the values; Vaswani et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        AttentionFunction.Query,
        AttentionFunction.Key,
        AttentionFunction.Value,
        new(ParameterKind.Tensor, "mask",
            "Where a position, the last axis, may be seen from another, the axis before: a condition, or numbers that are not 0. It is broadcast to the heads."),
        AttentionFunction.Heads,
        AttentionFunction.Causal,
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (query, key, value) = (builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)), builder.Number(arguments.Tensor(2)));
        return [new ScaledDotProduct(Name, arguments.Integer(4), arguments.Boolean(5)).Apply(builder, query, key, value, arguments.Tensor(3))];
    }
}
