using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function for the first axis, where a sequence has its steps.</summary>
internal sealed class StackFunction : OpFunction
{
    public override string Name => "Stack";

    public override string Summary => "Values of one shape as the elements of a new first axis.";

    public override string Formula => "n values […] → [n, …]";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensors, "parts", "The values, of equal shape.")];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Joining.Stack(builder, Name, 0, arguments.Tensors(0))];
}
