using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A function of one tensor, possibly with numbers that shape it. Most are members of <c>Activation</c> as well.</summary>
internal abstract class UnaryFunction : OpFunction
{
    protected static readonly FunctionParameter X = new(ParameterKind.Tensor, "x", "The values, of any shape.");

    public override IReadOnlyList<FunctionParameter> Parameters => [X];

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Build(builder, builder.Number(arguments.Tensor(0)), arguments)];

    protected abstract Node Build(GraphBuilder builder, Node x, FunctionArguments arguments);
}
