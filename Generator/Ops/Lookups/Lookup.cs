using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>Rows of a table by their numbers: indices […], table [K, N] → […, N]. A batched table is looked up with the numbers of its own row of the
/// batch. A number that is no row gives NaN. <see cref="IsSparse"/> asks for a gradient that an update sees only where rows were looked up.</summary>
internal sealed record Lookup(bool IsSparse) : LookupOp
{
    public override string Mnemonic => "lookup";

    public override string Direction => "forward";

    public override long Operations(Node node) => node.Shape.ElementCount;

    public override int? RowMultiple(Node node) => IsRowLocal(node) ? 1 : null;

    public override void Emit(KernelCall call)
    {
        var (table, n) = (call.Node.Inputs[1], call.Node.Shape.Last);
        var positions = call.Node.Shape.ElementCount / n;
        var range = call.Node.Type.Batched ? call.Rows(positions) : call.Split(positions, "16");
        var perTable = table.Type.Batched ? positions : 0;
        call.Line($"Lookup.Run{Types(call, table.Shape[0], n)}({call.Operand(0)}, {call.Operand(1)}, {Literals.Print(perTable)}, {range}, {call.Epilogue()});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var (indices, table) = (inputs[0], inputs[1]);
        if (table.Shape.Rank != 2 || (table.Batched && !indices.Batched))
            throw new ArgumentException($"A table {table} cannot be looked up by {indices}.", nameof(inputs));
        return TensorType.Of(ElementType.Float, indices.Shape.Append(table.Shape.Last), inputs);
    }

    // A table of each row is looked up at all steps, too; one that differs from step to step is not.
    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked[0] && !stacked[1] ? this : null;

    public override void Differentiate(GradientContext context)
    {
        var table = context.Input(1).Type;
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new LookupGradient(table.Shape[0], table.Batched, IsSparse), context.Input(0), context.Adjoint));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (indices, table) = (context.Inputs[0], context.Inputs[1]);
        var result = context.CreateResult();
        var n = table.Type.Shape.Last;
        ForEach(indices, table.Type, (at, row) =>
        {
            for (var column = 0; column < n; column++)
                result.Data[(at * n) + column] = row < 0 ? double.NaN : table.Data[row + column];
        });
        return result;
    }
}
