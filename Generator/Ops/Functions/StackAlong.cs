using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function for any axis.</summary>
internal sealed class StackAlongFunction : OpFunction
{
    public override string Name => "StackAlong";

    public override string Summary => "Values of one shape as the elements of a new axis.";

    public override string Formula => "n values […] → […, n, …] with n at the new axis";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Integer, "axis", "Where the new axis is in the result, from 0 without the batch; -1 is the last."),
        new(ParameterKind.Tensors, "parts", "The values, of equal shape."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Joining.Stack(builder, Name, arguments.Integer(0), arguments.Tensors(1))];
}
