using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class UnstackFunction : OpFunction
{
    public override string Name => "Unstack";

    public override string Summary => "The elements of an axis, each a value without it: the opposite of Stack.";

    public override string Formula => "[…, n, …] → n values […]";

    public override int? ResultCount => null;

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensor, "x", "The values."), Axes.Parameter with { Default = "0" }];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axis = Axes.Resolve(Name, arguments.Integer(1), x.Shape);
        var shape = Shape.Of([.. x.Shape.Sizes.Where((_, i) => i != axis)]);
        return [.. Enumerable.Range(0, x.Shape[axis]).Select(i => builder.Reshape(builder.Add(new Slice(axis, i, 1), x), shape))];
    }
}
