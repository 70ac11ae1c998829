using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>a where the mask is true, else b.</summary>
internal sealed record Where : ElementwiseOp
{
    public override string Mnemonic => "where";

    public override int Arity => 3;

    public override ElementType OperandElement(int index) => index == 0 ? ElementType.Boolean : ElementType.Float;

    public override double Apply(ReadOnlySpan<double> operands) => operands[0] != 0 ? operands[1] : operands[2];

    public override string Emit(IReadOnlyList<string> operands) => $"V.Select({operands[0]}, {operands[1]}, {operands[2]})";

    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        if (context.Needs(1))
            context.Accumulate(1, builder.WhereOrZero(context.Input(0), context.Adjoint));
        if (context.Needs(2))
            context.Accumulate(2, builder.Where(context.Input(0), builder.Constant(0), context.Adjoint));
    }
}
