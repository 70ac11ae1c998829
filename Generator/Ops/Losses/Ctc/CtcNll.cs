using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>−log of the probability of the labels of a row, from the operands of <see cref="CtcForward"/> and its result.</summary>
internal sealed record CtcNll(int Blank, bool ZeroInfinity) : KernelOp
{
    public override string Mnemonic => "ctc_loss";

    protected override string PrintArguments() => Literals.Print(Blank) + (ZeroInfinity ? ", zero infinity" : "");

    public override long Operations(Node node) => node.Inputs[1].Shape.ElementCount;

    public override void Emit(KernelCall call) => call.Line(
        $"Ctc.Loss({CtcForward.Sizes(call, Blank)}, {call.Operand(4)}, {call.Operand(1)}, {call.Operand(2)}, {call.Operand(3)}, "
        + $"{(ZeroInfinity ? "true" : "false")}, {call.Rows(1)}, {call.Result});");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Of(ElementType.Float, Shape.Scalar, inputs);

    public override bool LeadsTo(int operand) => operand == 0;

    public override void Differentiate(GradientContext context)
    {
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Add(new CtcGradient(Blank), [.. context.Node.Inputs, context.Adjoint]));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        for (var row = 0; row < result.Rows; row++)
        {
            var loss = CtcReference.Of(context, row, Blank)?.Loss ?? double.NaN;
            result.Data[row] = double.IsInfinity(loss) && ZeroInfinity ? 0 : loss;
        }

        return result;
    }
}
