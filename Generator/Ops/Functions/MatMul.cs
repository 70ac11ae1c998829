using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class MatMulFunction : OpFunction
{
    public override string Name => "MatMul";

    public override string Summary => "Matrix product of the last two axes, for each row of the batch.";

    public override string Formula =>
        "[…, m, k] · […, k, n] → […, m, n]; a vector [k] counts as one row on the left and one column on the right";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The left factor."),
        new(ParameterKind.Tensor, "b", "The right factor; leading axes are broadcast."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        return [Multiply(builder, builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)))];
    }

    /// <summary>The product of two values, each of which may be the same for all rows or another one for each.</summary>
    public static Node Multiply(GraphBuilder builder, Node a, Node b)
    {
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0)
            throw new DefinitionException(DiagnosticIds.MatMulSizesDiffer, a.Shape, b.Shape);
        if (!b.Type.Batched && b.Shape.Rank == 2)
            return builder.Add(new MatMul(false), a, b);
        var left = a.Shape.Rank == 1 ? builder.Reshape(a, Shape.Of(1, a.Shape.Last)) : a;
        var right = b.Shape.Rank == 1 ? builder.Reshape(b, Shape.Of(b.Shape.Last, 1)) : b;
        var product = Product(builder, left, right);
        return builder.Reshape(product, Result(product.Shape, a.Shape.Rank == 1, b.Shape.Rank == 1));
    }

    private static Node Product(GraphBuilder builder, Node left, Node right)
    {
        var leading = Shape.Broadcast(left.Shape.Leading(left.Shape.Rank - 2), right.Shape.Leading(right.Shape.Rank - 2))
            ?? throw new DefinitionException(DiagnosticIds.MatMulSizesDiffer, left.Shape, right.Shape);
        return builder.Add(new BatchedMatMul(false, false), Repeat(builder, left, leading), Repeat(builder, right, leading));
    }

    private static Node Repeat(GraphBuilder builder, Node value, Shape leading)
    {
        var shape = Shape.Of([.. leading.Sizes, .. value.Shape.Trailing(2).Sizes]);
        return builder.Broadcast(value, value.Type with { Shape = shape });
    }

    // The axes that vectors were given are taken away again.
    private static Shape Result(Shape product, bool withoutRows, bool withoutColumns)
    {
        var sizes = product.Sizes.ToList();
        if (withoutColumns)
            sizes.RemoveAt(sizes.Count - 1);
        if (withoutRows)
            sizes.RemoveAt(product.Rank - 2);
        return Shape.Of([.. sizes]);
    }
}
