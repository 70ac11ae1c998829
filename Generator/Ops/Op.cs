using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// An operation of the graph with its arguments (slope, axis, …) as record members, so that two are equal when they compute the same.
/// A concrete op lives in one file and derives from the base that says how it is lowered:
/// <see cref="ElementwiseOp"/>, <see cref="ReductionOp"/>, <see cref="MovementOp"/>, <see cref="SourceOp"/>, or is one of the products.
/// </summary>
internal abstract record Op
{
    /// <summary>The name in printed graphs, in snake case.</summary>
    public abstract string Mnemonic { get; }

    /// <summary>The op's arguments as they are printed behind the mnemonic, without the angle brackets; empty if there are none.</summary>
    protected virtual string PrintArguments() => "";

    /// <summary>The mnemonic with arguments: <c>leaky_relu&lt;0.01&gt;</c>.</summary>
    public string Print()
    {
        var arguments = PrintArguments();
        return arguments.Length == 0 ? Mnemonic : $"{Mnemonic}<{arguments}>";
    }

    /// <summary>The shape rule: the result's type for these inputs.</summary>
    /// <exception cref="Diagnostics.DefinitionException">They do not fit.</exception>
    public abstract TensorType InferType(IReadOnlyList<TensorType> inputs);

    /// <summary>The same operation where a network is reused, at <paramref name="place"/>: an op that is told apart by a name puts the place in front of it.</summary>
    public virtual Op Within(string place) => this;

    /// <summary>Adds this op's part to the adjoints of its inputs. An op without a gradient adds nothing, and leads to none of its operands.</summary>
    public virtual void Differentiate(GradientContext context)
    {
    }

    /// <summary>Whether gradients go to an operand at all: not to numbers that only say where something is, and not through steps and signs.</summary>
    public virtual bool LeadsTo(int operand) => true;

    /// <summary>How many of the last axes of an operand are read together for one element of the result: such axes are no steps of a sequence.</summary>
    public virtual int AxesReadTogether => 0;

    /// <summary>The op that does for all steps of a scan at once what this one does for each: the operands that <paramref name="stacked"/> marks have the steps
    /// as another first axis, and so has the result (a sum over the batch sums over the steps too). Null if there is none.</summary>
    public virtual Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => null;

    /// <summary>The meaning in double precision, plain and slow: the oracle of the tests.</summary>
    public abstract ReferenceTensor Evaluate(ReferenceContext context);
}
