using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class ExpertDropsFunction : OpFunction
{
    public override string Name => "ExpertDrops";

    public override string Summary => "What experts of a capacity leave out in training: the share of choices that are dropped, and for each expert the share of the rows.";

    public override string Formula =>
        "for each expert i max(0, fᵢ − capacity · k / n), with fᵢ the share of the rows that choose it, as if the evaluated rows were one batch; the metric itself is their sum over k. With a condition for weights max(0, f − capacity / 2), with f the share of the rows that meet it, and the metric itself is that over f";

    public override string MetricKind => "Drops";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "weights", "A weight for each expert, such as a softmax of a gate: one axis; or the condition of a bounded choice between two."),
        new(ParameterKind.Float, "capacity", "The most rows of an expert, as a multiple of an even share: that of TopK or WithCapacity."),
        ExpertShare.Parameters[1],
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        if (!(arguments.Float(1) > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "capacity", Literals.Print(arguments.Float(1)), "above 0");
        return [arguments.Tensor(0).Type.Element == ElementType.Boolean ? OfCondition(builder, arguments) : OfWeights(builder, arguments)];
    }

    private Node OfWeights(GraphBuilder builder, FunctionArguments arguments)
    {
        var (weights, count) = (ExpertShare.Weights(builder, Name, arguments), arguments.Integer(2));
        return WithRoom(builder, builder.Number(ExpertShare.Chosen(builder, Name, weights, count)), arguments.Float(1) * count / weights.Shape.Last);
    }

    /// <summary>Of the two branches only that of rows that meet the condition is bounded.</summary>
    private Node OfCondition(GraphBuilder builder, FunctionArguments arguments)
    {
        var (condition, count) = (arguments.Tensor(0), arguments.Integer(2));
        if (condition.Shape.ElementCount != 1)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, Name, "one condition for each row", condition.Shape);
        if (count != 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "k", count, "1 with a condition, of which a row takes one branch");
        return WithRoom(builder, builder.Reshape(builder.Number(condition), Shape.Of(1)), arguments.Float(1) / 2);
    }

    // Beside the choices, a column of what an expert has room for of each row: its sum over all rows is the bound.
    private static Node WithRoom(GraphBuilder builder, Node chosen, float share) =>
        builder.Add(new Concat(0), chosen, builder.Broadcast(builder.Constant(share), chosen.Type with { Shape = Shape.Of(1) }));
}
