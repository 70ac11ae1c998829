using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A function of one tensor that is also a member of <c>Activation</c>.</summary>
internal abstract class ActivationFunction : OpFunction
{
    protected static readonly FunctionParameter X = new(ParameterKind.Tensor, "x", "The values, of any shape.");

    public override IReadOnlyList<FunctionParameter> Parameters => [X];

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Build(builder, builder.Number(arguments.Tensor(0)), arguments)];

    protected abstract Node Build(GraphBuilder builder, Node x, FunctionArguments arguments);
}
