using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Generator.FrontEnd;

/// <summary>An index that counts from the end: <c>^1</c>.</summary>
internal sealed class FromEndValue(int value) : Value
{
    public int Value { get; } = value;
}

/// <summary>A range of indices: <c>1..^1</c>; its bounds are evaluated where it is used.</summary>
internal sealed class RangeValue(IRangeOperation operation) : Value
{
    public IRangeOperation Operation { get; } = operation;
}
