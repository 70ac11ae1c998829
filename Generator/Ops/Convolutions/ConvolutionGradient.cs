using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The gradient of a <see cref="Convolution"/>'s kernel of KernelHeight × KernelWidth from x and the gradient of y: a sum over the batch, or what each
/// sample contributes to it.</summary>
internal sealed record ConvolutionGradient(ConvolutionWindow Window, int KernelHeight, int KernelWidth, bool OfSamples = false) : KernelOp
{
    public override string Mnemonic => "convolution_gradient";

    public override bool HasEpilogue => true;

    public override bool SumsRows => !OfSamples;

    public override bool HasResultsBehindRow => OfSamples;

    public override int? RowMultiple(Node node) => OfSamples ? 1 : null;

    protected override string PrintArguments() => string.Join(", ", new[] { Window.Print(), OfSamples ? "of samples" : "" }.Where(part => part.Length > 0));

    public override long Operations(Node node) => 2L * Pictures.Count(node.Inputs[0].Shape) * Window.Products(Pictures.Of(node.Inputs[0].Shape), node.Shape);

    public override void Emit(KernelCall call)
    {
        var (kernel, x) = (call.Node.Shape, call.Node.Inputs[0].Shape);
        var shape = Window.ShapeOf(call, Pictures.Of(x), kernel);
        var elements = kernel.ElementCount / kernel.Last;
        if (OfSamples)
        {
            string OfRow(Node value) => call.InRow(value, "row");
            using (call.Block($"for (int row = {call.Begin(1)}; row < {call.End(1)}; row++)"))
                call.Line($"Convolution.MultiplyOuter<{shape}, {call.EpilogueType}>({OfRow(call.Node.Inputs[0])}, {OfRow(call.Node.Inputs[1])}, {Literals.Print(Pictures.Count(x))}, 0, {Literals.Print(elements)}, {call.Epilogue(OfRow)});");
            return;
        }

        var range = $"{call.AllRows(Pictures.Count(x))}, {call.Split(elements, "4")}";
        call.Line($"Convolution.MultiplyOuter<{shape}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {range}, {call.Epilogue()});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var kernel = Shape.Of(KernelHeight, KernelWidth, inputs[0].Shape.Last / Window.Groups, inputs[1].Shape.Last);
        return OfSamples ? TensorType.Sample(kernel) : TensorType.Single(kernel);
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => !OfSamples && stacked.All(s => s) ? this : null;

    public override void Differentiate(GradientContext context)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var picture = Pictures.Of(x.Shape);
        if (context.Needs(0))
            context.Accumulate(0, context.Builder.Add(new TransposedConvolution(Window, picture[0], picture[1]), y, context.Adjoint));
        if (context.Needs(1))
            context.Accumulate(1, context.Builder.Add(new Convolution(Window), x, context.Adjoint));
    }

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (x, y, kernel) = (context.Inputs[0], context.Inputs[1], context.CreateResult());
        int sample = x.Type.Shape.ElementCount, elements = OfSamples ? kernel.Type.Shape.ElementCount : 0;
        Window.ForEach(x, kernel, y, (i, k, o) => kernel.Data[(i / sample * elements) + k] += x.Data[i] * y.Data[o]);
        return kernel;
    }
}
