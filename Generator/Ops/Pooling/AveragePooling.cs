using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The mean of each window, channel by channel.</summary>
internal sealed record AveragePooling(PoolingWindow Window) : KernelOp
{
    public override string Mnemonic => "average_pooling";

    public override bool HasEpilogue => true;

    protected override string PrintArguments() => Window.Print();

    public override int? RowMultiple(Node node) => 1;

    public override long Operations(Node node) => (long)node.Shape.ElementCount * Window.Height * Window.Width;

    public override void Emit(KernelCall call) => call.Line(
        $"Pooling.Average<{Window.ShapeOf(call, call.Node.Inputs[0].Shape)}, {call.EpilogueType}>({call.Operand(0)}, {call.Rows(Pictures.Count(call.Node.Shape))}, {call.Epilogue()});");

    public override int AxesReadTogether => 3;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0] with { Element = ElementType.Float, Shape = Window.Output(inputs[0].Shape) };

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => this;

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Add(new AveragePoolingGradient(Window, context.Input(0).Shape), context.Adjoint));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (x, y) = (context.Inputs[0], context.CreateResult());
        var (from, to) = (Pictures.Of(x.Type.Shape).ElementCount, Pictures.Of(y.Type.Shape).ElementCount);
        var windows = Window.Windows(x.Type.Shape).ToArray();
        for (var i = 0; i < y.Data.Length; i++)
            y.Data[i] = windows[i % to].Average(place => x.Data[(i / to * from) + place]);
        return y;
    }
}
