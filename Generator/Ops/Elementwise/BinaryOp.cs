namespace NetGen.Generator.Ops;

/// <summary>An elementwise op of two operands.</summary>
internal abstract record BinaryOp : ElementwiseOp
{
    public sealed override int Arity => 2;

    protected abstract double Apply(double a, double b);

    protected abstract string Emit(string a, string b);

    public sealed override double Apply(ReadOnlySpan<double> operands) => Apply(operands[0], operands[1]);

    public sealed override string Emit(IReadOnlyList<string> operands) => Emit(operands[0], operands[1]);
}
