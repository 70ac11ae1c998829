using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class ExpertDropsFunction : OpFunction
{
    public override string Name => "ExpertDrops";

    public override string Summary => "What experts of a capacity leave out in training: the share of choices that are dropped, and for each expert the share of the rows.";

    public override string Formula =>
        "for each expert i max(0, fᵢ − capacity · k / n), with fᵢ the share of the rows that choose it, as if the evaluated rows were one batch; the metric itself is their sum over k";

    public override string MetricKind => "Drops";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        ExpertShare.Parameters[0],
        new(ParameterKind.Float, "capacity", "The most rows of an expert, as a multiple of an even share: that of TopK."),
        ExpertShare.Parameters[1],
    ];

    // Beside the choices, a column of what an expert has room for of each row: its sum over all rows is the bound.
    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var weights = ExpertShare.Weights(builder, Name, arguments);
        var (capacity, count) = (arguments.Float(1), arguments.Integer(2));
        if (!(capacity > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "capacity", Literals.Print(capacity), "above 0");
        var chosen = builder.Number(ExpertShare.Chosen(builder, Name, weights, count));
        var room = builder.Broadcast(builder.Constant(capacity * count / weights.Shape.Last), weights.Type with { Shape = Shape.Of(1) });
        return [builder.Add(new Concat(0), chosen, room)];
    }
}
