using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>An elementwise function of two tensors.</summary>
internal abstract class BinaryFunction : OpFunction
{
    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The one operand."),
        new(ParameterKind.Tensor, "b", "The other; shapes are aligned at the last axis, and size 1 stretches."),
    ];

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Build(builder, builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)))];

    protected abstract Node Build(GraphBuilder builder, Node a, Node b);
}
