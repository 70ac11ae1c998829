using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class FlipFunction : OpFunction
{
    public override string Name => "Flip";

    public override string Summary => "The elements of an axis in opposite order.";

    public override string Formula => "yᵢ = x of n − 1 − i, as NumPy's flip";

    public override IReadOnlyList<FunctionParameter> Parameters => [new(ParameterKind.Tensor, "x", "The values, with at least one axis."), Axes.Parameter];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axis = Axes.Resolve(Name, arguments.Integer(1), x.Shape);
        IReadOnlyList<int> backwards = [.. Enumerable.Range(0, x.Shape[axis]).Reverse()];
        return OpRegistry.Call(builder, "Take", x, axis, backwards);
    }
}
