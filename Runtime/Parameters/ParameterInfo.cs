namespace NetGen;

/// <summary>One parameter of a network: its name, shape, place in the flat parameter buffer, and how it starts.</summary>
public sealed class ParameterInfo
{
    /// <summary>Every parameter starts at a multiple of this many floats (64 bytes, a cache line and the widest vector).</summary>
    public const int Alignment = 16;

    /// <summary>Describes a parameter of the network's own.</summary>
    /// <param name="name">The layer's path and the role, for example <c>Trunk.0.kernel</c>.</param>
    /// <param name="shape">The sizes; a dense kernel is [inputs, outputs], a bias [outputs].</param>
    /// <param name="offset">The first float in the flat buffer, a multiple of <see cref="Alignment"/>.</param>
    /// <param name="initializer">How the parameter starts.</param>
    /// <param name="trainable">Whether optimizers may change it; false for one that is frozen.</param>
    /// <param name="isState">Whether training steps change it without a gradient.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the offset is negative or not aligned.</exception>
    public ParameterInfo(string name, IReadOnlyList<int> shape, int offset, Initializer initializer, bool trainable = true, bool isState = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initializer);
        if (offset < 0 || offset % Alignment != 0)
            throw new ArgumentException(
                $"parameter '{name}' starts at float {offset}; offsets are multiples of {Alignment}", nameof(offset));
        long size = 1;
        foreach (int extent in shape)
        {
            if (extent <= 0)
                throw new ArgumentException(
                    $"parameter '{name}' has shape {ShapeText.Format(shape)}; every size must be positive", nameof(shape));
            size = checked(size * extent);
        }

        (Name, Shape, Offset, Initializer, Trainable, IsState) = (name, shape, offset, initializer, trainable, isState);
        Size = checked((int)size);
        MemoryOffset = offset;
    }

    /// <summary>Describes a parameter that lies in memory of another network, or in a copy of it that several networks have in common.</summary>
    /// <param name="name">The name in this network.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="offset">The first float in buffers that mirror the layout, a multiple of <see cref="Alignment"/>.</param>
    /// <param name="trainable">Whether optimizers of this network may change it.</param>
    /// <param name="memory">Which of the <see cref="ParameterSet"/>'s other sets it lies in, from 1.</param>
    /// <param name="memoryOffset">The first float there, a multiple of <see cref="Alignment"/>.</param>
    /// <exception cref="ArgumentException">A size is not positive, or an offset is negative or not aligned.</exception>
    public ParameterInfo(string name, IReadOnlyList<int> shape, int offset, bool trainable, int memory, int memoryOffset)
        : this(name, shape, offset, Initializer.Zeros, trainable)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(memory);
        if (memoryOffset < 0 || memoryOffset % Alignment != 0)
            throw new ArgumentException(
                $"parameter '{name}' starts at float {memoryOffset} of memory {memory}; offsets are multiples of {Alignment}", nameof(memoryOffset));
        (Memory, MemoryOffset) = (memory, memoryOffset);
    }

    /// <summary>The layer's path and the role, for example <c>Trunk.0.kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The sizes; a dense kernel is [inputs, outputs], a bias [outputs], a scalar has none.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The first float of the parameter in the flat buffer, and in gradients and optimizer state, which mirror it.</summary>
    public int Offset { get; }

    /// <summary>How the parameter starts.</summary>
    public Initializer Initializer { get; }

    /// <summary>Whether optimizers may change the parameter.</summary>
    public bool Trainable { get; }

    /// <summary>Whether training steps change the parameter without a gradient, as the averages of batch normalisation. What a step makes of it lies where its
    /// gradient would.</summary>
    public bool IsState { get; }

    /// <summary>Where the values lie: 0 for the network's own buffer, else the number of the other set that the network's <see cref="ParameterSet"/> refers to.</summary>
    public int Memory { get; }

    /// <summary>The first float in that memory: <see cref="Offset"/> in the network's own.</summary>
    public int MemoryOffset { get; }

    /// <summary>The number of values: the product of <see cref="Shape"/>.</summary>
    public int Size { get; }

    /// <summary>
    /// The number of floats the parameter takes up, padding included: <see cref="Size"/> rounded up to <see cref="Alignment"/>.
    /// </summary>
    public int PaddedSize => checked(Size + (Alignment - 1)) / Alignment * Alignment;

    /// <summary>The name and shape, for example <c>Trunk.0.kernel [67, 50]</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText.Format(Shape)}";
}
