using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>Σ xᵀ·dy over the rows of the batch and the leading axes: x[…, K], dy[…, N] → [K, N], once for the whole batch.</summary>
internal sealed record WeightGradient : KernelOp
{
    public override string Mnemonic => "weight_gradient";

    public override bool HasEpilogue => true;

    public override bool SumsRows => true;

    public override long Operations(Node node) => 2L * node.Shape.ElementCount * Depth(node);

    public override void Emit(KernelCall call)
    {
        var (k, n) = (call.Node.Shape[0], call.Node.Shape[1]);
        var range = $"{call.AllRows(Depth(call.Node))}, {call.Split(k, "8")}";
        call.Line($"Gemm.MultiplyOuter<{MatMul.ShapeOf(call, k, n, RowsOf(call.Node) is not null)}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {range}, {call.Epilogue()});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var (x, dy) = (inputs[0].Shape, inputs[1].Shape);
        if (x.Rank == 0 || x.Rank != dy.Rank || x.Leading(x.Rank - 1) != dy.Leading(dy.Rank - 1) || !inputs.All(i => i.Batched) || inputs[0].Rows != inputs[1].Rows)
            throw new DefinitionException(DiagnosticIds.MatMulSizesDiffer, x, dy);
        return TensorType.Single(Shape.Of(x.Last, dy.Last));
    }

    public override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Add(new MatMul(true), context.Input(1), context.Adjoint));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new MatMul(false), context.Input(0), context.Adjoint));
    }

    /// <summary>The products that one row of the batch adds to each result.</summary>
    public static int Depth(Node node) => node.Inputs[0].Shape.ElementCount / node.Shape[0];

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked.All(s => s) ? this : null;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (x, dy) = (context.Inputs[0], context.Inputs[1]);
        var result = context.CreateResult();
        var (k, n) = (x.Type.Shape.Last, dy.Type.Shape.Last);
        for (var row = 0; row < x.Data.Length / k; row++)
        {
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < n; j++)
                    result.Data[(i * n) + j] += x.Data[(row * k) + i] * dy.Data[(row * n) + j];
            }
        }

        return result;
    }
}
