using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// For each step the logarithm of the probability to be at each place of the labels, with blanks between and around them, having come through the places
/// before: log probabilities [steps, classes], labels [n], steps and number of labels of the row → [steps, 2n + 1].
/// </summary>
internal sealed record CtcForward(int Blank) : KernelOp
{
    // An exponential for each of three ways into a state, a logarithm, and what is around them.
    private const int OperationsPerState = 60;

    public override string Mnemonic => "ctc_forward";

    protected override string PrintArguments() => Literals.Print(Blank);

    public override long Operations(Node node) => (long)OperationsPerState * node.Shape.ElementCount;

    public override void Emit(KernelCall call) => call.Line(
        $"Ctc.Forward({Sizes(call, Blank)}, {call.Operand(0)}, {call.Operand(1)}, {call.Operand(2)}, {call.Operand(3)}, {call.Rows(1)}, {call.Result});");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        TensorType.Of(ElementType.Float, Shape.Of(inputs[0].Shape[0], (2 * inputs[1].Shape[0]) + 1), inputs);

    // The gradient of the loss goes to the probabilities at once.
    public override bool LeadsTo(int operand) => false;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var (steps, states) = (result.Type.Shape[0], result.Type.Shape[1]);
        for (var row = 0; row < result.Rows; row++)
        {
            var lattice = CtcReference.Of(context, row, Blank);
            for (var at = 0; at < steps * states; at++)
                result.Data[(row * steps * states) + at] = lattice?.Forward(at / states, at % states) ?? double.NegativeInfinity;
        }

        return result;
    }

    /// <summary>The sizes of a call whose first operands are those of this operation.</summary>
    public static string Sizes(KernelCall call, int blank)
    {
        var (shape, labels) = (call.Node.Inputs[0].Shape, call.Node.Inputs[1].Shape);
        return $"new CtcSizes({Literals.Print(shape[0])}, {Literals.Print(shape[1])}, {Literals.Print(labels[0])}, {Literals.Print(blank)})";
    }
}
