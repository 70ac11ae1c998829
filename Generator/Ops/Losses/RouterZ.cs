using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class RouterZFunction : UnaryFunction
{
    public override string Name => "RouterZ";

    public override string Summary => "A loss that keeps the logits of a gate small, so that its softmax stays trainable; add a small multiple of it.";

    public override string Formula => "(log Σ exp(x))² over the last axis; Zoph et al. (2022)";

    public override IReadOnlyList<FunctionParameter> Parameters => [new(ParameterKind.Tensor, "logits", "The gate before its softmax: a number for each expert.")];

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        Axes.RequireOne(Name, x);
        return builder.Add(new Square(), OpRegistry.Call(builder, "LogSumExp", x, 1)[0]);
    }
}
