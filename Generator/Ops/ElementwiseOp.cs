using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>An op that computes each element from the elements at the same place; operands are broadcast by NumPy's rule.
/// Chains of them become one loop, or the epilogue of a matrix product.</summary>
internal abstract record ElementwiseOp : Op
{
    /// <summary>The number of operands.</summary>
    public abstract int Arity { get; }

    /// <summary>The element type of the result; operands are converted by the front end.</summary>
    public virtual ElementType ResultElement => ElementType.Float;

    /// <summary>What an operand must be. Integers are accepted where floats are: in registers they are floats.</summary>
    public virtual ElementType OperandElement(int index) => ElementType.Float;

    /// <summary>The value for one element, in double precision. Booleans are 0 and 1.</summary>
    public abstract double Apply(ReadOnlySpan<double> operands);

    /// <summary>The C# expression for one vector <c>V : ISimd&lt;V&gt;</c>, from the operands' local names (booleans are lane
    /// masks).</summary>
    public abstract string Emit(IReadOnlyList<string> operands);

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => Broadcasting.InferType(this, inputs);

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => this;

    public sealed override ReferenceTensor Evaluate(ReferenceContext context) => Broadcasting.Evaluate(this, context);
}
