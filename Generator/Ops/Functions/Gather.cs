using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class GatherFunction : OpFunction
{
    public override string Name => "Gather";

    public override string Summary => "Elements of the first axis by integers that differ from row to row.";

    public override string Formula => "x[indices]: [n, …] and indices [k] → [k, …]; a number outside 0 … n − 1 gives NaN and has no gradient";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values, with at least one axis."),
        new(ParameterKind.Tensor, "indices", "Integers, of any shape, which takes the place of the first axis."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Indices.Lookup(builder, Name, arguments.Tensor(1), builder.Number(arguments.Tensor(0)))];
}
