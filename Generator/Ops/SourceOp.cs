using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>An op without inputs whose type is part of it: inputs, parameters, constants.</summary>
internal abstract record SourceOp(TensorType Type) : Op
{
    public sealed override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type;
}

/// <summary>A source that is a formula rather than memory: kernels write it in place of a load.</summary>
internal abstract record InlineSourceOp(TensorType Type) : SourceOp(Type)
{
    /// <summary>The C# expression for a vector; <paramref name="lane"/> is the index of its first lane in the last axis (an nuint
    /// expression).</summary>
    public abstract string Emit(string lane);
}
