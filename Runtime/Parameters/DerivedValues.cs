using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Values that a network computes from its parameters alone, kept until these change. Any number of threads may ask for them at once; one that finds them out of
/// date computes them while the others wait.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DerivedValues
{
    private readonly Lock _computing = new();
    private readonly AlignedBuffer _values, _next;
    private readonly Workspace _workspace;
    private long _version = -1;

    private DerivedValues(int floats, int fixedFloats) =>
        (_values, _next, _workspace) = (new AlignedBuffer(floats), new AlignedBuffer(floats), new Workspace(0, 0, fixedFloats));

    /// <summary>The values of the parameters as they are. Allocates at the first call only.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="floats">The floats of all values.</param>
    /// <param name="fixedFloats">The scratch memory of the program.</param>
    /// <typeparam name="TProgram">Computes the values; its slots are the memories that the set refers to.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<float> Of<TProgram>(ParameterSet parameters, int floats, int fixedFloats)
        where TProgram : IProgram =>
        parameters.Derived is { } known && Volatile.Read(ref known._version) == parameters.Version
            ? known._values.Span
            : Make(ref parameters.Derived, floats, fixedFloats).Compute<TProgram>(parameters, ofFrozen: false);

    /// <summary>As <see cref="Of"/>, of frozen parameters: steps of training leave them as they are.</summary>
    /// <inheritdoc cref="Of"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<float> OfFrozen<TProgram>(ParameterSet parameters, int floats, int fixedFloats)
        where TProgram : IProgram =>
        parameters.DerivedOfFrozen is { } known && Volatile.Read(ref known._version) == parameters.FrozenVersion
            ? known._values.Span
            : Make(ref parameters.DerivedOfFrozen, floats, fixedFloats).Compute<TProgram>(parameters, ofFrozen: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DerivedValues Make(ref DerivedValues? place, int floats, int fixedFloats)
    {
        if (place is { } known)
            return known;
        DerivedValues made = new(floats, fixedFloats);
        return Interlocked.CompareExchange(ref place, made, null) ?? made;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<float> Compute<TProgram>(ParameterSet parameters, bool ofFrozen)
        where TProgram : IProgram
    {
        lock (_computing)
        {
            long version = ofFrozen ? parameters.FrozenVersion : parameters.Version;
            if (version == _version)
                return _values.Span;
            Bindings bindings = new(0);
            for (int memory = 1; memory <= parameters.OtherMemories; memory++)
                bindings.Add(parameters.Memory(memory).Buffer.Span);
            ProgramRunner.Run<TProgram>(WorkerPool.Shared, _workspace, ref parameters.Buffer.Reference, ref _next.Reference, bindings, new RunOptions { Threads = 1 });
            // A view that was only read counts as a change, too, and predictions may be running: what they read must at no time be anything else.
            _next.Span.CopyTo(_values.Span);
            Volatile.Write(ref _version, version);
            GC.KeepAlive(parameters);
            return _values.Span;
        }
    }
}
