using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function without a mask.</summary>
internal sealed class AttentionFunction : OpFunction
{
    public static readonly FunctionParameter Query = new(ParameterKind.Tensor, "query", "What each position looks for: positions and features last.");
    public static readonly FunctionParameter Key = new(ParameterKind.Tensor, "key", "What each position that is seen offers, of the query's features.");
    public static readonly FunctionParameter Value = new(ParameterKind.Tensor, "value", "What it gives, for the same positions.");

    public static readonly FunctionParameter Heads =
        new(ParameterKind.Integer, "heads", "How many attentions work side by side on equal parts of the features.", "1");

    public static readonly FunctionParameter Causal =
        new(ParameterKind.Boolean, "causal", "Whether a position sees only itself and the positions before it.", "false");

    public override string Name => "Attention";

    public override string Summary => "For each position a mean of the values at other positions, weighted by how well their keys fit its query.";

    public override string Formula => "softmax(q·kᵀ / √size)·v for each head, size being the features of one head; Vaswani et al. (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters => [Query, Key, Value, Heads, Causal];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (query, key, value) = (builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)), builder.Number(arguments.Tensor(2)));
        return [new ScaledDotProduct(Name, arguments.Integer(3), arguments.Boolean(4)).Apply(builder, query, key, value, mask: null)];
    }
}
