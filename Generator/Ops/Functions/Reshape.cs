using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class ReshapeFunction : OpFunction
{
    public override string Name => "Reshape";

    public override string Summary => "The same elements of each row with other sizes.";

    public override string Formula => "row-major order stays";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(
            ParameterKind.Integers, "sizes",
            "The sizes without the batch; one may be -1 and follows from the others. None makes a scalar."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        return [builder.Reshape(x, Sizes.Resolve(Name, x.Shape, arguments.Integers(1)))];
    }
}
