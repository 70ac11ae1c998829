using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>Running sums along the last axis, from its beginning or its end.</summary>
internal sealed record CumSum(bool IsReverse) : KernelOp
{
    public override string Mnemonic => "cumulative_sum";

    protected override string PrintArguments() => IsReverse ? "reverse" : "";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0] with { Element = ElementType.Float };

    public override long Operations(Node node) => node.Shape.ElementCount;

    public override void Emit(KernelCall call)
    {
        var columns = call.Node.Shape.Last;
        var rows = call.Node.Shape.ElementCount / columns;
        var range = call.Node.Type.Batched ? call.Rows(rows) : call.Split(rows, "1");
        call.Line($"CumulativeSum.Run({call.Operand(0)}, {range}, {Literals.Print(columns)}, {(IsReverse ? "true" : "false")}, {call.Result});");
    }

    // Each element is part of all sums behind it.
    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Add(new CumSum(!IsReverse), context.Adjoint));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var columns = result.Type.Shape.Last;
        for (var at = 0; at < result.Data.Length; at++)
        {
            var (column, first) = (at % columns, at - (at % columns));
            var (from, to) = IsReverse ? (column, columns) : (0, column + 1);
            for (var i = from; i < to; i++)
                result.Data[at] += context.Inputs[0].Data[first + i];
        }

        return result;
    }
}

/// <summary>The function.</summary>
internal sealed class CumSumFunction : OpFunction
{
    public override string Name => "CumSum";

    public override string Summary => "Running sums along an axis.";

    public override string Formula => "yᵢ = Σ xⱼ over j ≤ i, as NumPy's cumsum";

    public override IReadOnlyList<FunctionParameter> Parameters => [new(ParameterKind.Tensor, "x", "The values."), Axes.Parameter];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var (axis, last) = (Axes.Resolve(Name, arguments.Integer(1), x.Shape), x.Shape.Rank - 1);
        if (axis == last)
            return [builder.Add(new CumSum(false), x)];
        // Swapping two axes undoes itself.
        var swapped = Enumerable.Range(0, x.Shape.Rank).Select(i => i == axis ? last : i == last ? axis : i).ToEquatableArray();
        return [builder.Add(new Transpose(swapped), builder.Add(new CumSum(false), builder.Add(new Transpose(swapped), x)))];
    }
}
