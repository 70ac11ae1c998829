using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class PositionOfFunction : OpFunction
{
    public override string Name => "Position";

    public override string Summary => "An integer input as a position: it can choose between computations, as ArgMax can.";

    public override string Formula => "the index; 0 for one outside 0 … count − 1, and for a number that is none of these";

    public override string ResultType => "int";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "index", "The index: an input with [Indices], or a number that is one."),
        new(ParameterKind.Integer, "count", "How many positions there are, from 0 on."),
    ];

    public override int? Classes(FunctionArguments arguments) => arguments.Integer(1);

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var count = arguments.Integer(1);
        if (count < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "count", count, "at least 1");
        var mask = builder.Number(Labels.Mask(builder, arguments.Tensor(0), count));
        return [builder.Reshape(Positions.OfLargest(builder, mask, taken: null), arguments.Tensor(0).Shape)];
    }
}
