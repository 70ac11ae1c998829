using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>An elementwise comparison: a lane mask, through which no gradient flows.</summary>
internal abstract record ComparisonOp : BinaryOp
{
    public sealed override ElementType ResultElement => ElementType.Boolean;

    protected abstract bool Compare(double a, double b);

    protected sealed override double Apply(double a, double b) => Compare(a, b) ? 1 : 0;
}
