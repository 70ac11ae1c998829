using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A value stored in memory that other values share row by row: between its rows are theirs.</summary>
/// <param name="Name">What the memory is for: values of one name share it.</param>
/// <param name="RowStride">The floats from one row of the memory to the next.</param>
/// <param name="Offset">Where in a row the value begins.</param>
internal abstract record StoredApart(string Name, int RowStride, int Offset) : ElementwiseOp
{
    public override int Arity => 1;

    protected override string PrintArguments() => Name;

    public override double Apply(ReadOnlySpan<double> operands) => operands[0];

    public override string Emit(IReadOnlyList<string> operands) => operands[0];
}

/// <summary>A value that leaves a step of a recurrence, in memory of its own: a place in a sequence, or the next state.</summary>
internal sealed record StepStore(string Name, int RowStride, int Offset = 0) : StoredApart(Name, RowStride, Offset)
{
    public override string Mnemonic => "step_store";
}

/// <summary>A value that is stored where it is a part of another.</summary>
internal sealed record PartStore(string Name, int RowStride, int Offset) : StoredApart(Name, RowStride, Offset)
{
    public override string Mnemonic => "part_store";
}
