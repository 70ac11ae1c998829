using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class TripletFunction : OpFunction
{
    public override string Name => "Triplet";

    public override string Summary => "An anchor should be closer to a positive than to a negative example, by a margin.";

    public override string Formula =>
        "max(0, ‖anchor − positive‖ − ‖anchor − negative‖ + margin); mean over the row if it has several positions; Schroff, Kalenichenko and Philbin (2015)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "anchor", "The vector to compare with, along the last axis."),
        new(ParameterKind.Tensor, "positive", "One that belongs to it; shapes are aligned at the last axis, and size 1 stretches."),
        new(ParameterKind.Tensor, "negative", "One that does not; likewise."),
        new(ParameterKind.Float, "margin", "How much closer the positive should be.", "1f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var margin = Distances.Margin(Name, arguments.Float(3), arguments.Float(3) >= 0, "0 or more");
        var near = Distances.Between(builder, Name, arguments.Tensor(0), arguments.Tensor(1));
        var far = Distances.Between(builder, Name, arguments.Tensor(0), arguments.Tensor(2));
        return [builder.RowMean(Distances.Missing(builder, builder.Minus(far, near), margin))];
    }
}
