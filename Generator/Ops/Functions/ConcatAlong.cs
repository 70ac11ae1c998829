using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function for any axis.</summary>
internal sealed class ConcatAlongFunction : OpFunction
{
    public override string Name => "ConcatAlong";

    public override string Summary => "Joins values along an axis.";

    public override string Formula => "sizes along the axis add up";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        Axes.Parameter with { Default = null },
        new(ParameterKind.Tensors, "parts", "The values, whose other sizes are equal."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [Joining.Join(builder, Name, arguments.Integer(0), arguments.Tensors(1))];
}
