using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>What a <see cref="Convolution"/> of x[Height, Width, channels] does to gradients: from y[height, width, outputs] to x. Also a layer of its own.</summary>
internal sealed record TransposedConvolution(ConvolutionWindow Window, int Height, int Width) : KernelOp
{
    public override string Mnemonic => "transposed_convolution";

    public override bool HasEpilogue => true;

    protected override string PrintArguments() => Window.Print();

    // It transposes the kernel first.
    public override int? RowMultiple(Node node) => 4;

    public override long Operations(Node node) => 2L * Pictures.Count(node.Shape) * Window.Products(Pictures.Of(node.Shape), node.Inputs[1].Shape);

    public override void Emit(KernelCall call)
    {
        var shape = Window.ShapeOf(call, Pictures.Of(call.Node.Shape), call.Node.Inputs[1].Shape);
        call.Line($"Convolution.MultiplyTransposed<{shape}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {call.Rows(Pictures.Count(call.Node.Shape))}, {call.Epilogue()});");
    }

    public override int AxesReadTogether => 3;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Element = ElementType.Float, Shape = Pictures.Like(inputs[0].Shape, Shape.Of(Height, Width, inputs[1].Shape[2] * Window.Groups)) };

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked[1] ? null : this;

    public override void Differentiate(GradientContext context)
    {
        var (y, kernel) = (context.Input(0), context.Input(1));
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Add(new Convolution(Window), context.Adjoint, kernel));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new ConvolutionGradient(Window, kernel.Shape[0], kernel.Shape[1]), context.Adjoint, y));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (y, kernel, x) = (context.Inputs[0], context.Inputs[1], context.CreateResult());
        Window.ForEach(x, kernel, y, (i, k, o) => x.Data[i] += y.Data[o] * kernel.Data[k]);
        return x;
    }
}
