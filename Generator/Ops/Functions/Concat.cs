using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function for the last axis, by far the most used.</summary>
internal sealed class ConcatFunction : OpFunction
{
    public override string Name => "Concat";

    public override string Summary => "Joins values along the last axis.";

    public override string Formula => "[…, a], […, b] → […, a + b]; scalars count as one element";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensors, "parts", "The values, whose other sizes are equal.")];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Joining.Join(builder, Name, -1, arguments.Tensors(0))];
}
