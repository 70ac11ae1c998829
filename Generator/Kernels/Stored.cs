using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A formula's value in memory.</summary>
internal sealed record Stored : ElementwiseOp
{
    public override string Mnemonic => "stored";

    public override int Arity => 1;

    public override double Apply(ReadOnlySpan<double> operands) => operands[0];

    public override string Emit(IReadOnlyList<string> operands) => operands[0];
}
