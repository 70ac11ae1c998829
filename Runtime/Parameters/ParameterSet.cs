using NetGen.Kernels;

namespace NetGen;

/// <summary>The parameters of a network: one flat, 64-byte aligned buffer with named views.</summary>
public sealed class ParameterSet
{
    private long _version;

    /// <summary>Zeros in the given layout.</summary>
    public ParameterSet(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        Buffer = new AlignedBuffer(layout.Length);
    }

    /// <summary>Names, shapes and offsets.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The flat buffer, padding included.</summary>
    public AlignedBuffer Buffer { get; }

    /// <summary>
    /// Grows with every possible change: an optimizer step, a load, a view handed out. What is derived from the parameters is valid while
    /// it stands still.
    /// </summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The values of the parameter called <paramref name="name"/>, row-major; writing to the view writes the parameter.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Span<float> this[string name] => this[Layout.IndexOf(name)];

    /// <summary>
    /// The values of the parameter at position <paramref name="index"/> of the layout, row-major; writing to the view writes the parameter.
    /// </summary>
    public Span<float> this[int index]
    {
        get
        {
            ParameterInfo parameter = Layout[index];
            MarkChanged();
            return Buffer.Span.Slice(parameter.Offset, parameter.Size);
        }
    }

    /// <summary>Gives every parameter its first values: a function of <paramref name="seed"/> and the parameter's name.</summary>
    public void Initialize(ulong seed)
    {
        foreach (ParameterInfo parameter in Layout)
        {
            Span<float> values = Buffer.Span.Slice(parameter.Offset, parameter.Size);
            parameter.Initializer.Fill(values, parameter.Shape, new CounterRandom(seed, parameter.Name));
        }

        MarkChanged();
    }

    /// <summary>Takes over the values of <paramref name="source"/>.</summary>
    /// <exception cref="ArgumentException">The two do not have the same names, shapes and offsets.</exception>
    public void CopyFrom(ParameterSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!ReferenceEquals(Layout, source.Layout)) RequireSameLayout(source.Layout);
        source.Buffer.Span.CopyTo(Buffer.Span);
        MarkChanged();
    }

    /// <summary>Says that values were changed through a view that was taken earlier.</summary>
    public void MarkChanged() => Interlocked.Increment(ref _version);

    private void RequireSameLayout(ParameterLayout other)
    {
        if (Layout.Count != other.Count)
            throw new ArgumentException($"the source has {other.Count} parameters, this set has {Layout.Count}");
        for (int i = 0; i < Layout.Count; i++)
        {
            ParameterInfo mine = Layout[i], theirs = other[i];
            if (mine.Name != theirs.Name || mine.Offset != theirs.Offset || !mine.Shape.SequenceEqual(theirs.Shape))
                throw new ArgumentException($"parameter {i} of the source is {theirs}, here it is {mine}");
        }
    }
}
