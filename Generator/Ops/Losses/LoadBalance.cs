using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class LoadBalanceFunction : OpFunction
{
    public override string Name => "LoadBalance";

    public override string Summary =>
        "A loss that is smallest, 1, when all experts get equally many rows; add a small multiple of it to the loss of a network that routes by a gate.";

    public override string Formula =>
        "n · Σ fᵢ · wᵢ, with fᵢ the share of expert i in the choices of the batch and wᵢ the row's weights; Fedus, Zoph and Shazeer (2022). "
        + "The gradient goes to the weights";

    public override IReadOnlyList<FunctionParameter> Parameters => ExpertShare.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var weights = ExpertShare.Weights(builder, Name, arguments);
        var count = arguments.Integer(1);
        var chosen = builder.Number(ExpertShare.Chosen(builder, Name, weights, count));
        var shares = builder.Times(builder.Add(new BatchSum(0), chosen), builder.Add(new ReciprocalBatch()));
        return [builder.Times(builder.Sum(builder.Times(weights, shares), 1), (float)weights.Shape.Last / count)];
    }
}
