using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>a[…, K] · w[K, N] → […, N], where w is the same for all rows; with <see cref="TransposeRight"/> w is stored [N, K].</summary>
internal sealed record MatMul(bool TransposeRight) : KernelOp
{
    /// <summary>The interface of the type argument that carries the inner and outer width.</summary>
    public const string ShapeContract = "IMatMulShape";

    /// <summary>Its name for the weights of one branch of several.</summary>
    private const string ExpertShapeContract = "IExpertShape";

    /// <summary>Floats of 1 MB: beyond the second cache of a core.</summary>
    private const int ManyWeights = 256 * 1024;

    /// <summary>Two panels of columns for each of two workers.</summary>
    private const int FewestColumns = 128;

    /// <summary>Floats of 256 KB: read again for each few rows of a batch, they come from the second cache.</summary>
    private const int FewWeights = 64 * 1024;

    /// <summary>What a tile of a product has of them.</summary>
    private const int RowsOfTile = 8;

    /// <summary>Two tiles for each of two workers.</summary>
    private const int FewestItems = 4 * RowsOfTile;

    public override string Mnemonic => "matmul";

    protected override string PrintArguments() => TransposeRight ? "transposed" : "";

    public override bool HasEpilogue => true;

    public override string Direction => TransposeRight ? "backward" : "forward";

    /// <remarks>Where the weights are many, workers divide the columns: each then reads its part of them, while with rows each would read all.</remarks>
    public override bool IsRowLocal(Node node) => node.Type.Batched && !HasManyWeights(node);

    public override long Operations(Node node) => 2L * node.Shape.ElementCount * node.Inputs[0].Shape.Last;

    public override RowItems? ItemsOfRow(Node node) =>
        IsRowLocal(node) && node.Shape.ElementCount / node.Shape.Last is >= FewestItems and var items ? new RowItems(items, RowsOfTile) : null;

    /// <remarks>With many positions in a row of the batch, a few rows are enough for the weights. Parts begin where a block of rows begins.</remarks>
    public override int? RowMultiple(Node node) =>
        ItemsOfRow(node) is { } items && node.Inputs[1].Shape.ElementCount <= FewWeights
            ? new[] { 1, 2, 4, 8, KernelProgram.RowBlock }.First(multiple => multiple * items.Count % KernelProgram.RowBlock == 0)
            : null;

    public override void Emit(KernelCall call)
    {
        var node = call.Node;
        var (method, k, n) = (TransposeRight ? "MultiplyTransposed" : "Multiply", node.Inputs[0].Shape.Last, node.Shape.Last);
        var rows = node.Shape.ElementCount / n;
        var range = ItemsOfRow(node) is { } items ? call.RowsOfBlocks(items)
            : IsRowLocal(node) ? call.RowsOfBlocks(rows)
            : node.Type.Batched ? $"0, {call.AllRows(rows)}, {call.Split(n, "Gemm.ColumnBlock")}"
            : call.Split(rows, "8");
        call.Line($"Gemm.{method}<{ShapeOf(call, k, n, node.Type.Rows is not null)}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {range}, {call.Epilogue()});");
    }

    /// <summary>The type argument of a product with inner width <paramref name="k"/> and outer width <paramref name="n"/>.</summary>
    /// <param name="isExpert">Whether the weights are those of one branch of several, which are not in the caches when its rows come.</param>
    public static string ShapeOf(KernelCall call, int k, int n, bool isExpert = false) => isExpert
        ? call.Shape("Expert" + ShapeName(k, n), ExpertShapeContract, ("K", k), ("N", n))
        : call.Shape(ShapeName(k, n), ShapeContract, ("K", k), ("N", n));

    public static string ShapeName(int k, int n) => $"Shape{Literals.Print(k)}To{Literals.Print(n)}";

    public override int AxesReadTogether => 1;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var (a, w) = (inputs[0].Shape, inputs[1].Shape);
        if (a.Rank == 0 || w.Rank != 2 || inputs[1].Batched || a.Last != w[TransposeRight ? 1 : 0])
            throw new DefinitionException(DiagnosticIds.MatMulSizesDiffer, a, w);
        return inputs[0] with { Element = ElementType.Float, Shape = a.Leading(a.Rank - 1).Append(w[TransposeRight ? 0 : 1]) };
    }

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var (x, w) = (context.Input(0), context.Input(1));
        if (context.Needs(0))
            context.Accumulate(0, builder.Add(new MatMul(!TransposeRight), context.Adjoint, w));
        if (context.Needs(1))
            context.Accumulate(1, TransposeRight ? OuterProduct(builder, context.Adjoint, x) : OuterProduct(builder, x, context.Adjoint));
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked[1] ? null : this;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (a, w) = (context.Inputs[0], context.Inputs[1]);
        var result = context.CreateResult();
        var (k, n) = (a.Type.Shape.Last, result.Type.Shape.Last);
        var (stepK, stepN) = TransposeRight ? (1, k) : (n, 1);
        for (var row = 0; row < result.Data.Length / n; row++)
        {
            for (var column = 0; column < n; column++)
            {
                for (var i = 0; i < k; i++)
                    result.Data[(row * n) + column] += a.Data[(row * k) + i] * w.Data[(i * stepK) + (column * stepN)];
            }
        }

        return result;
    }

    // Inside a scan, where workers never meet, weights are inputs of the step.
    private static bool HasManyWeights(Node node) =>
        node.Type.Rows is null && node.Inputs[1].Op is not Input && node.Inputs[1].Shape.ElementCount >= ManyWeights && node.Shape.Last >= FewestColumns;

    // A batched left operand contracts over the batch too; one that is not batched is a plain matrix.
    private static Node OuterProduct(GraphBuilder builder, Node left, Node right)
    {
        if (left.Type.Batched)
            return builder.Add(new WeightGradient(), left, right);
        return builder.Add(new BatchedMatMul(true, false), Matrix(builder, left), Matrix(builder, right));
    }

    private static Node Matrix(GraphBuilder builder, Node value) =>
        builder.Reshape(value, Shape.Of(value.Shape.ElementCount / value.Shape.Last, value.Shape.Last));
}
