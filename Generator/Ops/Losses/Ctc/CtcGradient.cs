using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// The gradient of the log probabilities, from the operands of <see cref="CtcNll"/> and the gradient of its result: −the probability of each class at each step,
/// given the labels. Labels that do not fit have none.
/// </summary>
internal sealed record CtcGradient(int Blank) : KernelOp
{
    public override string Mnemonic => "ctc_gradient";

    protected override string PrintArguments() => Literals.Print(Blank);

    public override long Operations(Node node) => new CtcForward(Blank).Operations(node.Inputs[4]);

    public override void Emit(KernelCall call) => call.Line(
        $"Ctc.Gradient({CtcForward.Sizes(call, Blank)}, {call.Operand(4)}, {call.Operand(1)}, {call.Operand(2)}, {call.Operand(3)}, {call.Operand(0)}, {call.Operand(5)}, "
        + $"{call.Rows(1)}, {call.Result});");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0];

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var (steps, classes) = (result.Type.Shape[0], result.Type.Shape[1]);
        for (var row = 0; row < result.Rows; row++)
        {
            if (CtcReference.Of(context, row, Blank) is not { } lattice || double.IsInfinity(lattice.Loss))
                continue;
            for (var step = 0; step < lattice.Steps; step++)
            {
                for (var state = 0; state < lattice.States; state++)
                    result.Data[(((row * steps) + step) * classes) + lattice.ClassOf(state)] -= context.Inputs[5].Data[row] * lattice.Probability(step, state);
            }
        }

        return result;
    }
}
