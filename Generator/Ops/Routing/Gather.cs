using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The rows of a value that took a branch: (value, route) → value on <see cref="Rows"/>.</summary>
internal sealed record Gather(RowSet Rows) : Op
{
    public override string Mnemonic => "gather";

    protected override string PrintArguments() => Rows.ToString();

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0].Batched && inputs[0].Rows == Rows.Parent
            ? inputs[0] with { Rows = Rows }
            : throw new ArgumentException($"{inputs[0]} has no rows of {Rows} to gather.", nameof(inputs));

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Add(new Merge(EquatableArray.Of(Rows.Branch)), context.Input(1), context.Adjoint));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var width = result.Type.Shape.ElementCount;
        var rows = context.Rows.Of(Rows);
        for (var i = 0; i < rows.Count; i++)
            Array.Copy(context.Inputs[0].Data, rows[i] * width, result.Data, i * width, width);
        return result;
    }
}
