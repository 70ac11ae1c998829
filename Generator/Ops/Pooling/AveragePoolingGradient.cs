using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The gradient of x from that of the means of its windows: each is shared evenly among its window.</summary>
internal sealed record AveragePoolingGradient(PoolingWindow Window, Shape Input) : KernelOp
{
    public override string Mnemonic => "average_pooling_gradient";

    public override bool HasEpilogue => true;

    protected override string PrintArguments() => Window.Print();

    public override int? RowMultiple(Node node) => 1;

    public override long Operations(Node node) => (long)node.Inputs[0].Shape.ElementCount * Window.Height * Window.Width;

    public override void Emit(KernelCall call) => call.Line(
        $"Pooling.AverageGradient<{Window.ShapeOf(call, Input)}, {call.EpilogueType}>({call.Operand(0)}, {call.Rows(Pictures.Count(Input))}, {call.Epilogue()});");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0] with { Shape = Input };

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => this with { Input = Input.Prepend(steps) };

    public override void Differentiate(GradientContext context) => context.Accumulate(0, context.Builder.Add(new AveragePooling(Window), context.Adjoint));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (y, result) = (context.Inputs[0], context.CreateResult());
        var (from, to) = (Pictures.Of(Input).ElementCount, Pictures.Of(y.Type.Shape).ElementCount);
        var windows = Window.Windows(Input).ToArray();
        for (var i = 0; i < y.Data.Length; i++)
        {
            foreach (var place in windows[i % to])
                result.Data[(i / to * from) + place] += y.Data[i] / windows[i % to].Length;
        }

        return result;
    }
}
