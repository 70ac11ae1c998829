using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// Puts the values of branches back into the order of the rows that chose: (route, a value for each of <see cref="Branches"/>) → value on the rows that chose.
/// A row that took several branches has the sum of their values; one that took none of these has 0.
/// </summary>
internal sealed record Merge(EquatableArray<int> Branches) : Op
{
    public override string Mnemonic => "merge";

    protected override string PrintArguments() => string.Join(", ", Branches.Select(b => Literals.Print(b)));

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs.Skip(1).All(i => i.Batched && i.Shape == inputs[1].Shape && i.Rows?.Parent == inputs[0].Rows)
            ? new TensorType(ElementType.Float, true, inputs[1].Shape, inputs[0].Rows)
            : throw new ArgumentException($"{string.Join(", ", inputs.Skip(1))} cannot be merged.", nameof(inputs));

    public override void Differentiate(GradientContext context)
    {
        for (var i = 1; i < context.Node.Inputs.Length; i++)
        {
            if (context.Needs(i))
                context.Accumulate(i, context.Builder.Add(new Gather(context.Input(i).Type.Rows!), context.Adjoint, context.Input(0)));
        }
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var width = result.Type.Shape.ElementCount;
        foreach (var value in context.Inputs.Skip(1))
        {
            var rows = context.Rows.Of(value.Type.Rows!);
            for (var i = 0; i < value.Data.Length; i++)
                result.Data[(rows[i / width] * width) + (i % width)] += value.Data[i];
        }

        return result;
    }
}
