using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The parameters of a network: one flat, 64-byte aligned buffer with named views, and those of other networks that it shares.</summary>
/// <remarks>
/// A set keeps the sets that it refers to alive. Whatever may not be done with a network while it is trained may not be done with one that shares its
/// parameters either.
/// </remarks>
public sealed class ParameterSet
{
    private readonly ParameterSet[] _others;
    private readonly Lock _copying = new();
    private readonly bool _isTrained;
    private WeakReference<ParameterSet>? _copy;
    private long _version;
    private long _frozenVersion;
    private DerivedValues? _derived;
    private DerivedValues? _derivedOfFrozen;

    /// <summary>Zeros in the given layout.</summary>
    /// <param name="layout">Names, shapes and offsets.</param>
    /// <param name="others">The sets that the layout's parameters with <see cref="ParameterInfo.Memory"/> 1, 2, … lie in.</param>
    public ParameterSet(ParameterLayout layout, params ReadOnlySpan<ParameterSet> others)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        Buffer = new AlignedBuffer(layout.OwnLength);
        _others = others.ToArray();
        _isTrained = layout.Any(parameter => parameter.Trainable || parameter.IsState);
    }

    /// <summary>Names, shapes and offsets.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>The flat buffer of the network's own parameters, padding included.</summary>
    public AlignedBuffer Buffer { get; }

    /// <summary>
    /// Grows with every possible change: an optimizer step, a load, a view handed out. What is derived from the parameters is valid while
    /// it stands still.
    /// </summary>
    public long Version
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get
        {
            long version = Volatile.Read(ref _version);
            foreach (ParameterSet other in _others) version += other.Version;
            return version;
        }
    }

    /// <summary>As <see cref="Version"/>, but what training does to the network's own parameters does not count.</summary>
    internal long FrozenVersion
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get
        {
            long version = Volatile.Read(ref _frozenVersion);
            foreach (ParameterSet other in _others) version += other.Version;
            return version;
        }
    }

    /// <summary>What predictions compute from the parameters alone; null before the first.</summary>
    internal ref DerivedValues? Derived => ref _derived;

    /// <summary>What training computes from frozen parameters alone; null before the first step.</summary>
    internal ref DerivedValues? DerivedOfFrozen => ref _derivedOfFrozen;

    /// <summary>The thread that began the last step of a trainer of these parameters.</summary>
    internal int StepThread { get; set; }

    /// <summary>The number of sets that the layout's parameters with a <see cref="ParameterInfo.Memory"/> other than 0 lie in.</summary>
    internal int OtherMemories => _others.Length;

    /// <summary>
    /// The values of the parameter called <paramref name="name"/>, row-major; writing to the view writes the parameter. Networks keep what they compute from
    /// parameters alone: after writing to a view that was taken before the last prediction, call <see cref="MarkChanged"/>.
    /// </summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Span<float> this[string name] => this[Layout.IndexOf(name)];

    /// <summary>
    /// The values of the parameter at position <paramref name="index"/> of the layout, row-major, as by name.
    /// </summary>
    public Span<float> this[int index]
    {
        get
        {
            Memory(Layout[index].Memory).MarkChanged();
            return Values(index);
        }
    }

    /// <summary>The set in whose buffer parameters with this <see cref="ParameterInfo.Memory"/> lie: this one for 0.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterSet Memory(int memory) => memory == 0 ? this : _others[memory - 1];

    /// <summary>Whether this is a frozen copy of the parameters of a network, which several others may use.</summary>
    internal bool IsCopy { get; private set; }

    /// <summary>As the indexer, without counting as a change.</summary>
    internal Span<float> Values(int index)
    {
        ParameterInfo parameter = Layout[index];
        return Memory(parameter.Memory).Buffer.Span.Slice(parameter.MemoryOffset, parameter.Size);
    }

    /// <summary>Gives every parameter of the network's own its first values: a function of <paramref name="seed"/> and the parameter's name.</summary>
    public void Initialize(ulong seed)
    {
        foreach (ParameterInfo parameter in Layout)
        {
            if (parameter.Memory != 0) continue;
            Span<float> values = Buffer.Span.Slice(parameter.Offset, parameter.Size);
            parameter.Initializer.Fill(values, parameter.Shape, new CounterRandom(seed, parameter.Name));
        }

        MarkChanged();
    }

    /// <summary>Takes over the values of the network's own parameters from <paramref name="source"/>.</summary>
    /// <exception cref="ArgumentException">The two do not have the same names, shapes and offsets.</exception>
    public void CopyFrom(ParameterSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!ReferenceEquals(Layout, source.Layout)) RequireSameLayout(source.Layout);
        source.Buffer.Span.CopyTo(Buffer.Span);
        MarkChanged();
    }

    /// <summary>
    /// A copy of all values in one buffer, which nobody changes. As long as one is in use and the values here are the same, it is always the same one.
    /// </summary>
    internal ParameterSet Freeze()
    {
        lock (_copying)
        {
            if (_copy is not null && _copy.TryGetTarget(out ParameterSet? known) && HasValuesOf(known))
                return known;
            var copy = new ParameterSet(new ParameterLayout([.. Layout.Select(p => new ParameterInfo(p.Name, p.Shape, p.Offset, p.Initializer, trainable: false))]));
            for (int i = 0; i < Layout.Count; i++) Values(i).CopyTo(copy.Values(i));
            copy.IsCopy = true;
            _copy = new WeakReference<ParameterSet>(copy);
            return copy;
        }
    }

    // Bits, not numbers: NaN equals itself, and 0 is not -0.
    private bool HasValuesOf(ParameterSet copy)
    {
        for (int i = 0; i < Layout.Count; i++)
        {
            if (!MemoryMarshal.AsBytes(Values(i)).SequenceEqual(MemoryMarshal.AsBytes(copy.Values(i))))
                return false;
        }

        return true;
    }

    /// <summary>Says that values were changed through a view that was taken earlier.</summary>
    public void MarkChanged()
    {
        Interlocked.Increment(ref _frozenVersion);
        Interlocked.Increment(ref _version);
        // Those that share parameters with the same owner look at the owner's version only.
        foreach (ParameterSet other in _others) other.MarkChanged();
    }

    /// <summary>Says that a step of training changed the parameters that training changes, and none of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void MarkTrained()
    {
        if (!_isTrained) return;
        Interlocked.Increment(ref _version);
        foreach (ParameterSet other in _others) other.MarkTrained();
    }

    private void RequireSameLayout(ParameterLayout other)
    {
        if (Layout.Count != other.Count)
            throw new ArgumentException($"the source has {other.Count} parameters, this set has {Layout.Count}");
        for (int i = 0; i < Layout.Count; i++)
        {
            ParameterInfo mine = Layout[i], theirs = other[i];
            if (mine.Name != theirs.Name || mine.Offset != theirs.Offset || mine.Memory != theirs.Memory || !mine.Shape.SequenceEqual(theirs.Shape))
                throw new ArgumentException($"parameter {i} of the source is {theirs}, here it is {mine}");
        }
    }
}
