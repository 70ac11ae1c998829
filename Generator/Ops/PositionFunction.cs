using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A function that finds a position along the last axis. In definitions it is an <c>int</c> that differs from row to row, so that C#'s
/// own <c>switch</c> and the index of a family of layers can choose by it.</summary>
internal abstract class PositionFunction : OpFunction
{
    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensor, "x", "The values, with at least one axis.")];

    public sealed override string ResultType => "int";

    public sealed override int? Classes(FunctionArguments arguments) => arguments.Tensor(0).Shape.Last;

    public sealed override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = Axes.RequireOne(Name, builder.Number(arguments.Tensor(0)));
        var position = Positions.OfLargest(builder, Rank(builder, x), taken: null);
        return [builder.Reshape(position, x.Shape.Leading(x.Shape.Rank - 1))];
    }

    /// <summary>Numbers of which the largest is at the position.</summary>
    protected abstract Node Rank(GraphBuilder builder, Node x);
}
