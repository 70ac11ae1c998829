using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The gradient of x from x, the largest elements y of its windows and their gradient: each goes to the first element that is y.</summary>
internal sealed record MaxPoolingGradient(PoolingWindow Window) : KernelOp
{
    public override string Mnemonic => "max_pooling_gradient";

    public override bool HasEpilogue => true;

    protected override string PrintArguments() => Window.Print();

    public override int? RowMultiple(Node node) => 1;

    public override long Operations(Node node) => 2L * node.Inputs[1].Shape.ElementCount * Window.Height * Window.Width;

    public override void Emit(KernelCall call) => call.Line(
        $"Pooling.MaxGradient<{Window.ShapeOf(call, call.Node.Shape)}, {call.EpilogueType}>({call.Operand(0)}, {call.Operand(1)}, {call.Operand(2)}, {call.Rows(Pictures.Count(call.Node.Shape))}, {call.Epilogue()});");

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0];

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked.All(s => s) ? this : null;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var (x, y, gradient, result) = (context.Inputs[0], context.Inputs[1], context.Inputs[2], context.CreateResult());
        var (from, to) = (Pictures.Of(x.Type.Shape).ElementCount, Pictures.Of(y.Type.Shape).ElementCount);
        var windows = Window.Windows(x.Type.Shape).ToArray();
        for (var i = 0; i < y.Data.Length; i++)
        {
            foreach (var place in windows[i % to].Select(p => (i / to * from) + p).Where(p => x.Data[p] == y.Data[i]).Take(1))
                result.Data[place] += gradient.Data[i];
        }

        return result;
    }
}
