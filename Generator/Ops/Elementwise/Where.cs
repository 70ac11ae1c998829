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

/// <summary>The function.</summary>
internal sealed class WhereFunction : OpFunction
{
    public override string Name => "Where";

    public override string Summary => "Chooses between two values, element by element; both are computed for all rows.";

    public override string Formula => "a where the condition holds, else b; the gradient goes to what was chosen";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "condition", "A comparison, or several joined by & | !."),
        new(ParameterKind.Tensor, "a", "The value where the condition holds."),
        new(ParameterKind.Tensor, "b", "The value where it does not."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [builder.Where(arguments.Tensor(0), builder.Number(arguments.Tensor(1)), builder.Number(arguments.Tensor(2)))];
}
