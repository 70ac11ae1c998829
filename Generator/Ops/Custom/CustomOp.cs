using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// An operation that the user wrote, or its gradient: a method that computes one row of the result from one row of each operand. What it does is not known, so
/// nothing is fused with it; it is called row by row, so that the bits do not depend on how rows are divided.
/// </summary>
/// <param name="Name">What users call it.</param>
/// <param name="Method">The method, fully qualified.</param>
/// <param name="Arguments">Its arguments: <see cref="CustomArguments"/>.</param>
/// <param name="Result">The sizes of a row of the result.</param>
/// <param name="Gradient">The method that computes the gradients of a row; empty if there is none.</param>
/// <param name="GradientArguments">Its arguments, likewise.</param>
internal sealed record CustomOp(string Name, string Method, string Arguments, Shape Result, string Gradient, string GradientArguments) : KernelOp
{
    // What a method of the user costs is not known; most do a little for each element that they read and write.
    private const long OperationsPerElement = 8;

    public override string Mnemonic => Name;

    public override long Operations(Node node) => OperationsPerElement * (Result.ElementCount + node.Inputs.Sum(input => (long)input.Shape.ElementCount));

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Of(ElementType.Float, Result, inputs);

    public override void Emit(KernelCall call)
    {
        var arguments = CustomArguments.Parse(Arguments).Select(argument => argument.Print(call, Result.ElementCount));
        using (call.Block(call.Node.Type.Batched ? $"for (int row = {call.Begin(1)}; row < {call.End(1)}; row++)" : "if (frame.Worker == 0)"))
            call.Line($"{Method}({string.Join(", ", arguments)});");
    }

    public override void Differentiate(GradientContext context)
    {
        if (Gradient.Length == 0)
            return;
        var form = new CustomGradient(context, CustomArguments.Parse(GradientArguments));
        var gradient = context.Builder.Add(new CustomOp(Name + " gradient", Gradient, form.Arguments, form.Result, "", ""), [.. form.Operands]);
        foreach (var (input, offset) in form.Parts.Where(part => context.Needs(part.Input)))
        {
            var shape = context.Input(input).Shape;
            var part = form.Parts.Count == 1 ? gradient : context.Builder.Add(new Slice(0, offset, shape.ElementCount), gradient);
            context.Accumulate(input, context.Builder.Reshape(part, shape));
        }
    }

    /// <summary>There is no meaning but the user's code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override ReferenceTensor Evaluate(ReferenceContext context) =>
        throw new NotSupportedException($"What '{Name}' computes is known to the project that is being built, and not to its compiler.");
}
