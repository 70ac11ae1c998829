using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class TransposeFunction : OpFunction
{
    public override string Name => "Transpose";

    public override string Summary => "Axes in another order.";

    public override string Formula => "axis i of the result is axis axes[i] of x; without axes the last two are swapped";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integers, "axes", "Each axis once, from 0 without the batch; none swaps the last two."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axes = arguments.Integers(1);
        var order = axes.Count == 0 ? LastTwoSwapped(x.Shape) : axes;
        if (!order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, x.Shape.Rank)))
            throw new DefinitionException(DiagnosticIds.PermutationInvalid, string.Join(", ", order.Select(Literals.Print)), x.Shape);
        return [builder.Add(new Transpose(order.ToEquatableArray()), x)];
    }

    private int[] LastTwoSwapped(Shape shape)
    {
        var rank = shape.Rank;
        if (rank < 2)
            throw new DefinitionException(DiagnosticIds.TooFewAxes, Name, "at least two axes", shape);
        return [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
    }
}
