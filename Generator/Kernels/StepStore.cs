using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A value that leaves a step of a recurrence, in memory of its own: a place in a sequence, or the next state.</summary>
internal sealed record StepStore(string Name, int RowStride) : ElementwiseOp
{
    public override string Mnemonic => "step_store";

    public override int Arity => 1;

    protected override string PrintArguments() => Name;

    public override double Apply(ReadOnlySpan<double> operands) => operands[0];

    public override string Emit(IReadOnlyList<string> operands) => operands[0];
}
