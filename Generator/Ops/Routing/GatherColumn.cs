using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>Of a value with one element for each branch, the element of the branch that the rows took: (value[branches], route) → scalar on
/// <see cref="Rows"/>.</summary>
internal sealed record GatherColumn(RowSet Rows) : Op
{
    public override string Mnemonic => "gather_column";

    protected override string PrintArguments() => Rows.ToString();

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0].Batched && inputs[0].Rows == Rows.Parent && inputs[0].Shape.Rank == 1
            ? inputs[0] with { Shape = Shape.Scalar, Rows = Rows }
            : throw new ArgumentException($"{inputs[0]} has no column for {Rows}.", nameof(inputs));

    public override void Differentiate(GradientContext context) => context.Accumulate(
        0,
        context.Builder.Add(new MergeColumns(EquatableArray.Of(Rows.Branch), context.Input(0).Shape.Last), context.Input(1), context.Adjoint));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var columns = context.Inputs[0].Type.Shape.Last;
        var rows = context.Rows.Of(Rows);
        for (var i = 0; i < rows.Count; i++)
            result.Data[i] = context.Inputs[0].Data[(rows[i] * columns) + Rows.Branch];
        return result;
    }
}
