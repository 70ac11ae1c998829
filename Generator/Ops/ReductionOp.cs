using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>An op that folds the last <see cref="Axes"/> axes of each sample into one value: x[…, a, b] → y[…].</summary>
internal abstract record ReductionOp(int Axes) : Op
{
    /// <summary>The value that changes nothing, as a C# float expression (<c>0f</c>, <c>float.NegativeInfinity</c>).</summary>
    public abstract string Identity { get; }

    public abstract double IdentityValue { get; }

    public abstract double Combine(double accumulator, double value);

    /// <summary>The C# expression that folds a vector into the accumulating vector.</summary>
    public abstract string EmitCombine(string accumulator, string value);

    /// <summary>The C# expression (a float) that folds the lanes of the accumulator.</summary>
    public abstract string EmitAcross(string accumulator);

    protected override string PrintArguments() => Axes.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override int AxesReadTogether => Axes;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Element = ElementType.Float, Shape = inputs[0].Shape.Leading(inputs[0].Shape.Rank - Axes) };

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => this;

    public sealed override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var x = context.Inputs[0];
        var result = context.CreateResult();
        var width = x.Data.Length / Math.Max(1, result.Data.Length);
        for (var i = 0; i < result.Data.Length; i++)
        {
            var accumulator = IdentityValue;
            for (var j = 0; j < width; j++)
                accumulator = Combine(accumulator, x.Data[(i * width) + j]);
            result.Data[i] = accumulator;
        }

        return result;
    }
}
