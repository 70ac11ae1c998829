using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// What an optimizer remembers between updates: buffers that mirror the parameters, and how many updates each parameter has had. A
/// parameter that is left out of an update keeps its state, as in PyTorch when its gradient is None.
/// </summary>
public sealed class OptimizerState : IDisposable
{
    private readonly AlignedBuffer[] _buffers;
    private readonly long[] _steps;
    private readonly UpdateMemory _update = new();
    private readonly ParameterGroups _groups;
    private readonly LayerwiseStep? _layerwise;

    // Whether a parameter's settings and place let the update of the one before it go on with it.
    private readonly bool[] _joinsPrevious;

    private bool _isDisposed;

    /// <summary>The state before the first update.</summary>
    /// <param name="optimizer">How gradients change parameters.</param>
    /// <param name="layout">The parameters.</param>
    /// <param name="groups">What is different for some of the parameters; null for nothing.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or a group's pattern matches no parameter.</exception>
    public OptimizerState(Optimizer optimizer, ParameterLayout layout, IReadOnlyList<ParameterGroup>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(layout);
        optimizer.Validate();
        (Optimizer, Layout) = (optimizer, layout);
        _buffers = [.. optimizer.Buffers.Select(_ => new AlignedBuffer(layout.TrainableLength))];
        _steps = new long[layout.Count];
        _groups = new ParameterGroups(optimizer, groups ?? [], layout);
        _layerwise = optimizer.IsLayerwise ? new LayerwiseStep(layout) : null;
        _joinsPrevious = new bool[layout.Count];
        for (int i = 1; i < layout.Count; i++)
            _joinsPrevious[i] = _layerwise is null && _groups.AreSame(i - 1, i) && LieTogether(layout[i - 1], layout[i]);
    }

    /// <summary>How gradients change parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Where each parameter lies, in the parameters and in every buffer here.</summary>
    public ParameterLayout Layout { get; }

    /// <summary>What each buffer holds, for example <c>mean</c> and <c>square</c> for Adam.</summary>
    public IReadOnlyList<string> BufferNames => Optimizer.Buffers;

    /// <summary>The number of updates that each parameter has had.</summary>
    public Span<long> Steps => _steps;

    /// <summary>The state buffer at <paramref name="index"/> of <see cref="BufferNames"/>, laid out as the parameters.</summary>
    /// <exception cref="ObjectDisposedException">The state, or the trainer that owns it, has been disposed.</exception>
    public Span<float> Buffer(int index)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _buffers[index].Span;
    }

    /// <summary>Optimizer and groups: what a checkpoint must agree with.</summary>
    internal string Description => _groups.Description;

    internal IReadOnlyList<AlignedBuffer> Buffers => _buffers;

    /// <summary>The largest number of threads of an update; 0 leaves it to the pool. The results are the same bits for every number.</summary>
    internal int Threads { get; init; }

    /// <summary>Applies one update in one pass over memory, shared among threads if it is large.</summary>
    /// <param name="parameters">The parameters to change.</param>
    /// <param name="gradients">The gradients, laid out as the parameters.</param>
    /// <param name="learningRate">The step size of this update.</param>
    /// <param name="gradientScale">What gradients are multiplied with first.</param>
    /// <param name="wanted">The parameters to update; the others and their state stay as they are.</param>
    /// <exception cref="ObjectDisposedException">The state, or the trainer that owns it, has been disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Update(ParameterSet parameters, AlignedBuffer gradients, float learningRate, float gradientScale, ParameterMask wanted)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(wanted);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (int first = 0; first < _steps.Length;)
        {
            if (!wanted[first])
            {
                first++;
                continue;
            }

            int end = EndOfRange(first, wanted), begin = Layout[first].Offset, length = EndOf(end - 1) - begin;
            Count(first, end);
            Run(Prepare(parameters, first, begin, learningRate, gradientScale, _steps[first], _update), gradients, begin, length);
            if (_layerwise is not null)
                Run(_layerwise.Prepare(parameters, first, learningRate * _groups[first].Factor, _update, Threads), _layerwise.Directions, begin, length);
            first = end;
        }

        parameters.MarkTrained();
        // Their memory was passed on as pointers.
        GC.KeepAlive(parameters);
        GC.KeepAlive(gradients);
        GC.KeepAlive(this);
    }

    /// <summary>Puts the update of all parameters that can be trained into <see cref="PreparedUpdate"/>, gradients as they are.</summary>
    /// <returns>The pass that applies it; null if it takes more than one pass, or not all of them are wanted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe delegate*<in Frame, void> TryPrepareAll(ParameterSet parameters, float learningRate, ParameterMask wanted) =>
        _layerwise is null && wanted[0] && Layout[0].Offset == 0 && EndOf(EndOfRange(0, wanted) - 1) == Layout.TrainableLength
            ? Prepare(parameters, 0, 0, learningRate, 1f, _steps[0] + 1, _update)
            : null;

    /// <summary>Where <see cref="TryPrepareAll"/> puts the update; valid while this object is reachable.</summary>
    internal unsafe void* PreparedUpdate => _update.Pointer;

    /// <summary>Counts the update that <see cref="TryPrepareAll"/> made ready, after it was made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CompleteAll(ParameterSet parameters, ParameterMask wanted)
    {
        Count(0, EndOfRange(0, wanted));
        parameters.MarkTrained();
        GC.KeepAlive(this);
    }

    /// <summary>Neighbours with the same history and settings are one range: in the usual case the whole buffer is.</summary>
    /// <returns>The parameter before which the range that begins with <paramref name="first"/> ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private int EndOfRange(int first, ParameterMask wanted)
    {
        int end = first + 1;
        while (end < _steps.Length && wanted[end] && _steps[end] == _steps[first] && _joinsPrevious[end]) end++;
        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(int first, int end)
    {
        for (int i = first; i < end; i++) _steps[i]++;
    }

    /// <summary>The float behind a parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int EndOf(int index) => Layout[index].Offset + Layout[index].PaddedSize;

    private static bool LieTogether(ParameterInfo first, ParameterInfo next) =>
        first.Memory == next.Memory && next.MemoryOffset - first.MemoryOffset == next.Offset - first.Offset;

    /// <summary>
    /// Puts the update of the parameters from float <paramref name="begin"/> on into <paramref name="memory"/>, with the settings of the parameter at
    /// <paramref name="index"/>.
    /// </summary>
    /// <returns>The pass that applies it to stored gradients.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal unsafe delegate*<in Frame, void> Prepare(
        ParameterSet parameters, int index, int begin, float learningRate, float gradientScale, long step, UpdateMemory memory)
    {
        (Optimizer optimizer, float factor) = _groups[index];
        ParameterInfo at = Layout[index];
        UpdateTarget target = new()
        {
            Parameters = parameters.Memory(at.Memory).Buffer.Pointer + begin + (at.MemoryOffset - at.Offset),
            First = _buffers.Length > 0 ? _buffers[0].Pointer + begin : null,
            Second = _buffers.Length > 1 ? _buffers[1].Pointer + begin : null,
            Directions = _layerwise is null ? null : _layerwise.Directions.Pointer + begin,
            LearningRate = learningRate * factor,
            GradientScale = gradientScale,
            Step = step,
        };
        return optimizer.Prepare(target, memory);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Run(delegate*<in Frame, void> pass, AlignedBuffer gradients, int begin, int length)
    {
        Frame frame = new() { GradientBase = gradients.Pointer + begin, UpdateBase = _update.Pointer, Rows = length, Workers = 1 };
        ProgramRunner.RunPass(WorkerPool.Shared, frame, pass, Threads);
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (AlignedBuffer buffer in _buffers) buffer.Dispose();
        _update.Dispose();
        _layerwise?.Dispose();
    }
}
