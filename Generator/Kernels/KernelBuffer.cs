using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Where a value lives while a program runs.</summary>
internal enum Storage
{
    /// <summary>A span of the caller's: inputs, targets, outputs, gradients of inputs.</summary>
    Slot,
    Parameter,
    Gradient,

    /// <summary>In the workspace, one for each row of the batch.</summary>
    Arena,

    /// <summary>In the part of the workspace that strips of rows share, one for each row of a strip.</summary>
    Strip,

    /// <summary>In the workspace, once.</summary>
    Fixed,

    /// <summary>In the workspace, one for each chunk of a block program: a sum over the batch that is no gradient of a parameter.</summary>
    Sum,
}

/// <summary>The memory of a value.</summary>
/// <param name="Value">The node whose value it holds; reshapes of it share the memory.</param>
/// <param name="Name">A C# identifier, unique in the program, made from the name that the user gave to the value.</param>
/// <param name="Offset">The number of the slot; else an offset in floats (for <see cref="Storage.Arena"/> and <see cref="Storage.Strip"/> in floats a row).</param>
internal sealed record KernelBuffer(Node Value, Storage Storage, string Name, int Offset)
{
    /// <summary>For a parameter in the memory of another network: the slot that it is bound to; else −1.</summary>
    public int Slot { get; init; } = -1;

    public TensorType Type => Value.Type;

    public bool IsInteger => Type.Element == ElementType.Integer;
}
