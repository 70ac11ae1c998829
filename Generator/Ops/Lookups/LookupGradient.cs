using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The gradient of a table: row k is the sum of the gradients at the places where its number was looked up: indices […], gradient […, N] →
/// [Rows, N], once for the whole batch, or for each row of it if the table was batched.</summary>
internal sealed record LookupGradient(int Rows, bool IsBatched, bool IsSparse) : LookupOp
{
    public override string Mnemonic => "lookup_gradient";

    public override bool SumsRows => !IsBatched;

    // Numbers that nobody looked up have a gradient of zero, which an update may leave out.
    public override bool LeavesZerosOut => IsSparse && !IsBatched;

    public override long Operations(Node node) => node.Inputs[1].Shape.ElementCount;

    public override void Emit(KernelCall call)
    {
        var n = call.Node.Shape.Last;
        var positions = call.Node.Inputs[1].Shape.ElementCount / n;
        var types = Types(call, Rows, n);
        var operands = $"{call.Operand(0)}, {call.Operand(1)}";
        if (IsBatched)
        {
            call.Line($"LookupGradient.RunEach{types}({operands}, {Literals.Print(positions)}, {call.Rows(1)}, {call.Epilogue()});");
            return;
        }

        var count = call.Node.Inputs[1].Type.Batched ? call.AllRows(positions) : Literals.Print(positions);
        call.Line($"LookupGradient.Run{types}({operands}, {count}, {call.Split(Rows, "8")}, {call.Epilogue()});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var (indices, gradient) = (inputs[0], inputs[1]);
        if (gradient.Shape.Rank == 0 || gradient.Shape.Leading(gradient.Shape.Rank - 1) != indices.Shape || (IsBatched && !gradient.Batched))
            throw new ArgumentException($"A gradient {gradient} does not belong to {indices}.", nameof(inputs));
        var shape = Shape.Of(Rows, gradient.Shape.Last);
        return IsBatched ? TensorType.Of(ElementType.Float, shape, inputs) : TensorType.Single(shape);
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => !IsBatched && stacked.All(s => s) ? this : null;

    public override void Differentiate(GradientContext context)
    {
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new Lookup(IsSparse: false), context.Input(0), context.Adjoint));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (indices, gradient) = (context.Inputs[0], context.Inputs[1]);
        var result = context.CreateResult();
        var n = gradient.Type.Shape.Last;
        ForEach(indices, context.Node.Type, (at, row) =>
        {
            for (var column = 0; column < n && row >= 0; column++)
                result.Data[row + column] += gradient.Data[(at * n) + column];
        });
        return result;
    }
}
