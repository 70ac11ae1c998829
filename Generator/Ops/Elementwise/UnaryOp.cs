namespace NetGen.Generator.Ops;

/// <summary>An elementwise op of one operand.</summary>
internal abstract record UnaryOp : ElementwiseOp
{
    public sealed override int Arity => 1;

    protected abstract double Apply(double x);

    protected abstract string Emit(string x);

    public sealed override double Apply(ReadOnlySpan<double> operands) => Apply(operands[0]);

    public sealed override string Emit(IReadOnlyList<string> operands) => Emit(operands[0]);
}
