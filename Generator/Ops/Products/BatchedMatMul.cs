using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The product of the last two axes for each sample, leading axes equal: a[…, M, K] · b[…, K, N] → […, M, N]. A transposed
/// operand is
/// stored with its last two axes swapped. An operand that is not batched is the same for all rows.</summary>
internal sealed record BatchedMatMul(bool TransposeLeft, bool TransposeRight) : KernelOp
{
    public override string Mnemonic => "batched_matmul";

    protected override string PrintArguments() => (TransposeLeft, TransposeRight) switch
    {
        (true, true) => "both transposed",
        (true, false) => "left transposed",
        (false, true) => "right transposed",
        _ => "",
    };

    public override bool HasEpilogue => true;

    // The matrices lie one behind the other.
    public override bool HasResultsBehindRow => true;

    public override int? RowMultiple(Node node) => IsRowLocal(node) ? 1 : null;

    public override long Operations(Node node) => 2L * node.Shape.ElementCount * Size(node.Inputs[0].Shape, last: !TransposeLeft);

    public override RowItems? ItemsOfRow(Node node) => IsRowLocal(node) ? new RowItems(MatricesOf(node.Shape), 1) : null;

    /// <summary>One product for each sample and leading index, its epilogue pointed at that sample's memory.</summary>
    public override void Emit(KernelCall call)
    {
        var shape = call.Node.Shape;
        var (m, n, k) = (Size(shape, last: false), shape.Last, Size(call.Node.Inputs[0].Shape, last: !TransposeLeft));
        var matrices = MatricesOf(shape);
        var range = ItemsOfRow(call.Node) is { } items
            ? $"int matrix = {call.Begin(items)}; matrix < {call.End(items)}; matrix++"
            : $"int matrix = frame.Worker; matrix < {Literals.Print(matrices)}; matrix += frame.Workers";
        using (call.Block($"for ({range})"))
        {
            var (left, right) = (Matrix(call, call.Node.Inputs[0], m * k, matrices), Matrix(call, call.Node.Inputs[1], k * n, matrices));
            var epilogue = call.Epilogue(v => Matrix(call, v, m * n, matrices));
            call.Line((TransposeLeft, TransposeRight) switch
            {
                (true, false) => $"Gemm.MultiplyOuter<{MatMul.ShapeOf(call, m, n)}, {call.EpilogueType}>({left}, {right}, {Literals.Print(k)}, 0, {Literals.Print(m)}, {epilogue});",
                (false, _) =>
                    $"Gemm.{(TransposeRight ? "MultiplyTransposed" : "Multiply")}<{MatMul.ShapeOf(call, k, n)}, {call.EpilogueType}>({left}, {right}, 0, {Literals.Print(m)}, {epilogue});",
                _ => throw new InvalidOperationException("Both operands transposed is the transpose of a plain product and is never built."),
            });
        }
    }

    private static int MatricesOf(Shape shape) => shape.ElementCount / (Size(shape, last: false) * shape.Last);

    /// <summary>The first element of what one product needs of a value: of its own matrix of <paramref name="elements"/> or its own row's number, or of what all share.</summary>
    private static string Matrix(KernelCall call, Node value, int elements, int matrices)
    {
        var (name, count) = (call.NameOf(value), value.Shape.ElementCount);
        if (value.Type.Batched)
            return $"ref Unsafe.Add(ref {name}, matrix * {Literals.Print(Math.Min(elements, count))})";
        return matrices == 1 || count < elements * matrices
            ? $"ref {name}"
            : $"ref Unsafe.Add(ref {name}, (matrix % {Literals.Print(matrices)}) * {Literals.Print(elements)})";
    }

    public override int AxesReadTogether => 2;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var (a, b) = (inputs[0].Shape, inputs[1].Shape);
        var areStacksOfMatrices = a.Rank >= 2 && a.Rank == b.Rank && a.Leading(a.Rank - 2) == b.Leading(b.Rank - 2);
        if (!areStacksOfMatrices || Size(a, last: !TransposeLeft) != Size(b, last: TransposeRight))
            throw new DefinitionException(DiagnosticIds.MatMulSizesDiffer, a, b);
        var shape = a.Leading(a.Rank - 2).Append(Size(a, last: TransposeLeft)).Append(Size(b, last: !TransposeRight));
        return TensorType.Of(ElementType.Float, shape, inputs);
    }

    // With A and B the operands as the product sees them: Ā = Ȳ·Bᵀ and B̄ = Aᵀ·Ȳ; a stored transpose asks for the transpose of that.
    public override void Differentiate(GradientContext context)
    {
        var (builder, y) = (context.Builder, context.Adjoint);
        var (a, b) = (context.Input(0), context.Input(1));
        if (context.Needs(0))
        {
            context.Accumulate(0, TransposeLeft
                ? builder.Add(new BatchedMatMul(TransposeRight, true), b, y)
                : builder.Add(new BatchedMatMul(false, !TransposeRight), y, b));
        }

        if (context.Needs(1))
        {
            context.Accumulate(1, TransposeRight
                ? builder.Add(new BatchedMatMul(true, TransposeLeft), y, a)
                : builder.Add(new BatchedMatMul(!TransposeLeft, false), a, y));
        }
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked.All(s => s) ? this : null;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (a, b) = (context.Inputs[0], context.Inputs[1]);
        var result = context.CreateResult();
        var matrices = result.Type.Shape.Leading(result.Type.Shape.Rank - 2).ElementCount;
        for (var row = 0; row < result.Rows; row++)
        {
            for (var matrix = 0; matrix < matrices; matrix++)
                MultiplyMatrix(a, Index(a, row, matrix, matrices), b, Index(b, row, matrix, matrices), result, (row * matrices) + matrix);
        }

        return result;
    }

    private static int Size(Shape shape, bool last) => shape[shape.Rank - (last ? 1 : 2)];

    private static int Index(ReferenceTensor x, int row, int matrix, int matrices) => x.Type.Batched ? (row * matrices) + matrix : matrix;

    private void MultiplyMatrix(ReferenceTensor a, int aIndex, ReferenceTensor b, int bIndex, ReferenceTensor result, int index)
    {
        var (m, n) = (Size(result.Type.Shape, last: false), Size(result.Type.Shape, last: true));
        var k = Size(a.Type.Shape, last: !TransposeLeft);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var l = 0; l < k; l++)
                {
                    var left = TransposeLeft ? (l * m) + i : (i * k) + l;
                    var right = TransposeRight ? (j * k) + l : (l * n) + j;
                    result.Data[(index * m * n) + (i * n) + j] += a.Data[(aIndex * m * k) + left] * b.Data[(bIndex * k * n) + right];
                }
            }
        }
    }
}
