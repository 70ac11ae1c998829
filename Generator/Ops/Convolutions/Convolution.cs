using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The convolution (cross-correlation) of pictures x[…, height, width, channels] with a kernel that is the same for all rows, without padding.</summary>
internal sealed record Convolution(ConvolutionWindow Window) : KernelOp
{
    private const int PixelsOfPart = 32;

    public override string Mnemonic => "convolution";

    public override bool HasEpilogue => true;

    public override string Direction => "forward";

    protected override string PrintArguments() => Window.Print();

    public override int? RowMultiple(Node node) => 1;

    public override long Operations(Node node) => 2L * Pictures.Count(node.Shape) * Window.Products(Pictures.Of(node.Inputs[0].Shape), node.Inputs[1].Shape);

    public override RowItems? ItemsOfRow(Node node) => IsRowLocal(node) && Window.Groups == 1 ? ItemsOf(node) : null;

    public override void Emit(KernelCall call)
    {
        var node = call.Node;
        var rows = call.RowsAndItems(Pictures.Count(node.Shape), ItemsOf(node));
        var shape = Window.ShapeOf(call, Pictures.Of(node.Inputs[0].Shape), node.Inputs[1].Shape);
        call.Line($"Convolution.Multiply<{shape}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {rows}, {call.Epilogue()});");
    }

    // The pixels of each picture: rows of them, or of a sequence as many as a few tiles have.
    private static RowItems ItemsOf(Node node)
    {
        var picture = Pictures.Of(node.Shape);
        return new RowItems(picture[0] * picture[1], picture[0] > 1 ? picture[1] : PixelsOfPart);
    }

    public override int AxesReadTogether => 3;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Element = ElementType.Float, Shape = Pictures.Like(inputs[0].Shape, Window.Output(Pictures.Of(inputs[0].Shape), inputs[1].Shape)) };

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked[1] ? null : this;

    public override void Differentiate(GradientContext context)
    {
        var (x, kernel) = (context.Input(0), context.Input(1));
        var picture = Pictures.Of(x.Shape);
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Add(new TransposedConvolution(Window, picture[0], picture[1]), context.Adjoint, kernel));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new ConvolutionGradient(Window, kernel.Shape[0], kernel.Shape[1]), x, context.Adjoint));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (x, kernel, y) = (context.Inputs[0], context.Inputs[1], context.CreateResult());
        Window.ForEach(x, kernel, y, (i, k, o) => y.Data[o] += x.Data[i] * kernel.Data[k]);
        return y;
    }
}
