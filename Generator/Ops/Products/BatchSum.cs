using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The sum over the rows of the batch and the first <see cref="LeadingAxes"/> axes: a value that exists once.</summary>
internal sealed record BatchSum(int LeadingAxes) : KernelOp
{
    public override string Mnemonic => "batch_sum";

    protected override string PrintArguments() => LeadingAxes == 0 ? "" : $"{Literals.Print(LeadingAxes)} leading";

    public override bool SumsRows => true;

    public override long Operations(Node node) => node.Inputs[0].Shape.ElementCount;

    public override void Emit(KernelCall call)
    {
        var columns = call.Node.Shape.ElementCount;
        var rows = call.AllRows(call.Node.Inputs[0].Shape.ElementCount / columns);
        call.Line($"ColumnSum.Run({call.Operand(0)}, {rows}, {Literals.Print(columns)}, {call.Split(columns, "16")}, {call.Result});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        if (!inputs[0].Batched)
            throw new ArgumentException($"A value that is not batched ({inputs[0]}) has no rows to sum.", nameof(inputs));
        return TensorType.Single(inputs[0].Shape.Trailing(inputs[0].Shape.Rank - LeadingAxes));
    }

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Broadcast(context.Adjoint, context.Input(0).Type));

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => new BatchSum(LeadingAxes + 1);

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var x = context.Inputs[0];
        var result = context.CreateResult();
        for (var i = 0; i < x.Data.Length; i++)
            result.Data[i % result.Data.Length] += x.Data[i];
        return result;
    }
}
