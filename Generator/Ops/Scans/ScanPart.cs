using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A value that a <see cref="Scan"/>, its only input, leaves. Its gradient is part of the scan's.</summary>
internal abstract record ScanPart(TensorType Type) : Op
{
    public sealed override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type;
}
