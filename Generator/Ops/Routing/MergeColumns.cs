using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// Puts one number of each branch into the branch's column of the rows that chose: (route, a scalar for each of <see cref="Branches"/>) → value[Columns].
/// Columns of branches that a row did not take are 0.
/// </summary>
internal sealed record MergeColumns(EquatableArray<int> Branches, int Columns) : Op
{
    public override string Mnemonic => "merge_columns";

    protected override string PrintArguments() => string.Join(", ", Branches.Select(b => Literals.Print(b)));

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs.Skip(1).All(i => i.Batched && i.Shape.ElementCount == 1 && i.Rows?.Parent == inputs[0].Rows)
            ? new TensorType(ElementType.Float, true, Shape.Of(Columns), inputs[0].Rows)
            : throw new ArgumentException($"{string.Join(", ", inputs.Skip(1))} cannot be merged into columns.", nameof(inputs));

    public override void Differentiate(GradientContext context)
    {
        for (var i = 1; i < context.Node.Inputs.Length; i++)
        {
            if (context.Needs(i))
                context.Accumulate(i, context.Builder.Add(new GatherColumn(context.Input(i).Type.Rows!), context.Adjoint, context.Input(0)));
        }
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        foreach (var value in context.Inputs.Skip(1))
        {
            var (rows, branch) = (context.Rows.Of(value.Type.Rows!), value.Type.Rows!.Branch);
            for (var i = 0; i < value.Data.Length; i++)
                result.Data[(rows[i] * Columns) + branch] += value.Data[i];
        }

        return result;
    }
}
