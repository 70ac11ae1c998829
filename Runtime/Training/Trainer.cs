using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Trains a network step by step: owns the gradients and the optimizer's state. One thread at a time may use a trainer; a network's
/// parameters may be trained by one trainer at a time.
/// </summary>
/// <remarks>
/// A step whose loss, or whose gradient norm when clipping, is not finite changes nothing but <see cref="StepCount"/> and
/// <see cref="SkippedSteps"/>: parameters and optimizer state stay as they were, and the step returns the loss as it is.
/// </remarks>
public abstract partial class Trainer : IDisposable
{
    private readonly ParameterSet _parameters;
    private readonly string[] _names;
    private float _learningRate;
    private float? _clipNorm;
    private float? _clipValue;
    private readonly AlignedBuffer _gradients;
    private readonly ParameterMask _rest;
    private readonly int[] _states;
    private ClippedStep? _clipped;
    private FusedUpdate? _fused;
    private FusedUpdate? _running;
    private UnusedParameters? _unused;
    private readonly EndingUpdate _ending;
    private readonly bool _keepsGradients;
    private readonly PenaltyTerms? _penalties;
    private readonly GradientAccumulator? _accumulator;
    private readonly ParameterAverage? _average;
    private int _rows;
    private bool _isAveraged;
    private bool _disposed;

    // Whether steps are refused for one of the two reasons.
    private bool _refuses;

    /// <summary>Called by generated code.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="optimizer">How gradients change parameters.</param>
    /// <param name="batchSize">The most rows of a step, at least 1.</param>
    /// <param name="options">Threads, clipping, frozen parameters.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or a frozen name matches no parameter.</exception>
    protected Trainer(INetwork network, Optimizer optimizer, int batchSize, TrainerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Require.AtLeast(1, batchSize, nameof(batchSize));
        _parameters = network.Parameters;
        (Network, BatchSize, Options) = (network, batchSize, options ?? new TrainerOptions());
        Options.Validate();
        ParameterLayout layout = network.Parameters.Layout;
        OptimizerState = new OptimizerState(optimizer, layout, Options.Groups) { Threads = Options.Threads };
        _ending = new EndingUpdate(_parameters, OptimizerState);
        _gradients = new AlignedBuffer(layout.TrainableLength);
        Wanted = ParameterMask.Trainable(layout);
        _rest = new ParameterMask(layout.Count);
        _names = [.. layout.Names];
        LearningRate = optimizer.LearningRate;
        ClipNorm = Options.ClipNorm;
        ClipValue = Options.ClipValue;
        _states = [.. Enumerable.Range(0, layout.Count).Where(index => layout[index].IsState)];
        foreach (string pattern in Options.Frozen) Freeze(pattern);
        if (Options.Penalties.Count > 0) _penalties = new PenaltyTerms(Options.Penalties, layout);
        if (Options.AccumulationSteps > 1) _accumulator = new GradientAccumulator(Options.AccumulationSteps, layout);
        if (Options.Average is { } average) _average = new ParameterAverage(average, layout);
        _keepsGradients = Options.KeepGradients || _penalties is not null || _accumulator is not null;
    }

    /// <summary>The network that this trainer changes.</summary>
    public INetwork Network { get; }

    /// <summary>The most rows of a step.</summary>
    public int BatchSize { get; }

    /// <summary>What the trainer was told when it was made.</summary>
    public TrainerOptions Options { get; }

    /// <summary>The optimizer and what it remembers.</summary>
    public OptimizerState OptimizerState { get; }

    /// <summary>The number of steps taken, skipped ones included. Dropout draws by it.</summary>
    public long StepCount { get; private set; }

    /// <summary>The number of steps that changed nothing since their loss or gradient was not finite.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>
    /// The norm of the last step's gradient before clipping, over the trained parameters; NaN when <see cref="ClipNorm"/> is null.
    /// </summary>
    public double GradientNorm { get; private set; } = double.NaN;

    /// <summary>The terms of <see cref="TrainerOptions.Penalties"/> in the loss of the last step; 0 without any.</summary>
    public double Penalty { get; private set; }

    /// <summary>The step size from the next step on: at first the optimizer's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public float LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0 && float.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"the learning rate is {value}; it must be at least 0 and finite");
    }

    /// <summary>The largest norm of the gradient over all trained parameters, above 0; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public float? ClipNorm
    {
        get => _clipNorm;
        set => _clipNorm = RequireLimit(value, nameof(ClipNorm));
    }

    /// <summary>The largest magnitude of an element of the gradient, above 0; null for no clipping.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public float? ClipValue
    {
        get => _clipValue;
        set => _clipValue = RequireLimit(value, nameof(ClipValue));
    }

    /// <summary>
    /// The gradients of the last step, laid out as the parameters; those of frozen parameters are not meaningful. Steps of a network with large layers
    /// keep them only when <see cref="TrainerOptions.KeepGradients"/> says so.
    /// </summary>
    /// <exception cref="InvalidOperationException">The gradients of large layers are not kept.</exception>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed.</exception>
    public AlignedBuffer Gradients
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _fused is null || _keepsGradients
                ? _gradients
                : throw new InvalidOperationException(
                    $"this trainer does not keep the gradient of '{_names[_fused.Updated[0]]}': a step updates such large parameters while it computes "
                    + "their gradients; create the trainer with new TrainerOptions { KeepGradients = true }, or use the network's Gradients(…)");
        }
    }

    /// <summary>Where generated code stores gradients.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected AlignedBuffer GradientBuffer => _gradients;

    /// <summary>The parameters whose gradient is computed and applied.</summary>
    protected internal ParameterMask Wanted { get; }

    /// <summary>Forward, backward and update on one batch.</summary>
    /// <param name="batch">The network's inputs and targets, in the order of <see cref="INetwork.Inputs"/>.</param>
    /// <returns>The mean loss of the batch, before the update.</returns>
    public abstract float Step(BatchView batch);

    /// <summary>
    /// Stops training the parameters that <paramref name="pattern"/> matches: no gradient is computed, and their optimizer state stands
    /// still.
    /// </summary>
    /// <param name="pattern">A name; <c>*</c> is any text, <c>?</c> any character, for example <c>Trunk.*</c>.</param>
    /// <exception cref="ArgumentException">The pattern matches no parameter.</exception>
    public void Freeze(string pattern)
    {
        foreach (int index in ParameterMask.Match(_names, pattern)) Wanted[index] = false;
    }

    /// <summary>Trains the parameters that <paramref name="pattern"/> matches again, where the network lets them be trained.</summary>
    /// <exception cref="ArgumentException">The pattern matches no parameter.</exception>
    public void Unfreeze(string pattern)
    {
        foreach (int index in ParameterMask.Match(_names, pattern)) Wanted[index] = OptimizerState.Layout[index].Trainable;
    }

    private static float? RequireLimit(float? value, string name) => value is null or > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} is {value}; it must be above 0, or null for no clipping");

    /// <summary>Called by generated code whose program can update large parameters while it computes their gradients.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void FuseUpdates<TProgram>()
        where TProgram : ITrainProgram => _fused = FusedUpdate.Create<TProgram>(OptimizerState.Optimizer);

    /// <summary>
    /// Called by generated code before each run: the update for its program, or null when all gradients must be in memory before any parameter changes, or
    /// are to be kept.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected FusedUpdate? PrepareUpdate()
    {
        bool isFused = _fused is not null && !(_unused is not null && Options.UpdateUnchosen) && _clipValue is null && !_keepsGradients
            && (_clipNorm is { } limit
                ? _fused.TryPrepare(BeginClipping(limit), Wanted)
                : _fused.TryPrepare(Network.Parameters, OptimizerState, _learningRate, Wanted));
        return _running = isFused ? _fused : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ClippedStep BeginClipping(float limit)
    {
        _clipped ??= new ClippedStep(Network.Parameters, OptimizerState, _gradients);
        _clipped.Begin(limit, Wanted, _learningRate, Options.Threads);
        return _clipped;
    }

    /// <summary>
    /// Called by generated code before each run of a program that can end with the update: what it is, or null when something comes between the gradients and the
    /// update.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected EndingUpdate? PrepareEnding()
    {
        _ending.Begin(_learningRate, Wanted);
        return _clipNorm is null && _clipValue is null && _penalties is null && _accumulator is null ? _ending : null;
    }

    /// <summary>What <see cref="PrepareEnding"/> gives.</summary>
    internal EndingUpdate Ending => _ending;

    /// <summary>Called by generated code whose program has experts that a batch may leave without rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void TrackUnused() => _unused = new UnusedParameters(OptimizerState.Layout.Count);

    /// <summary>Called by generated code before each run: where its program marks parameters that no row needs.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected UnusedParameters? PrepareUnused()
    {
        _unused?.Clear();
        return _unused;
    }

    /// <summary>Clips the gradient, updates the parameters and counts the step; the last call of a generated step.</summary>
    /// <param name="loss">The mean loss of the batch.</param>
    /// <returns><paramref name="loss"/>.</returns>
    /// <exception cref="InvalidOperationException">Another thread has begun a step meanwhile.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected float Finish(float loss)
    {
        if (_parameters.StepThread != Environment.CurrentManagedThreadId) RefuseThread();
        StepCount++;
        if (_keepsGradients && !Collect(ref loss)) return loss;
        Apply(float.IsFinite(loss) || _accumulator is not null);
        return loss;
    }

    /// <summary>Clips and applies what is in the gradient buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(bool finite)
    {
        float scale = 1f;
        if (_clipValue is { } bound)
            GradientClip.Apply(_gradients, OptimizerState.Layout, Wanted, bound, Options.Threads);
        if (_clipNorm is { } limit)
        {
            ClippedStep clipped = _running is { IsClipping: true } ? _clipped! : BeginClipping(limit);
            if (!clipped.IsKnown) clipped.TakeNorm(0, null);
            (GradientNorm, scale) = (clipped.Norm, clipped.Scale);
            finite &= double.IsFinite(GradientNorm);
        }

        if (finite) Update(scale);
        else SkippedSteps++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(float scale)
    {
        ParameterMask wanted = Wanted;
        UnusedParameters? unused = Options.UpdateUnchosen || _accumulator is not null ? null : _unused;
        if (_running is not null || unused is not null || _accumulator is not null)
        {
            wanted = _rest;
            wanted.CopyFrom(Wanted);
            _running?.Complete(OptimizerState, wanted, unused);
            unused?.RemoveFrom(wanted);
            _accumulator?.Restrict(wanted);
        }

        if (_ending.IsPrepared) OptimizerState.CompleteAll(Network.Parameters, wanted);
        else OptimizerState.Update(Network.Parameters, _gradients, _learningRate, scale, wanted);
        if (_accumulator is null) KeepStates();
        _average?.Take(Network.Parameters, Options.Threads);
    }

    /// <summary>What a parameter that is no weight becomes in a step lies with the gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void KeepStates()
    {
        if (_states.Length == 0) return;
        foreach (int index in _states)
        {
            ParameterInfo state = OptimizerState.Layout[index];
            _gradients.Span.Slice(state.Offset, state.Size).CopyTo(Network.Parameters.Values(index));
        }

        Network.Parameters.MarkTrained();
    }

    /// <summary>Checks the rows of a batch that generated code was given.</summary>
    /// <exception cref="ArgumentException">No rows, or more than <see cref="BatchSize"/>.</exception>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void RequireRows(int rows)
    {
        _rows = rows;
        _parameters.StepThread = Environment.CurrentManagedThreadId;
        if (_refuses || rows <= 0 || rows > BatchSize) RefuseRows(rows);
    }

    // Found where their steps overlap, which is not everywhere; looking for it costs nothing that a step would notice.
    private static void RefuseThread() => throw new InvalidOperationException(
        "another thread took a step with this trainer, or another of the same network, during this one, and what they computed was mixed: one thread at a time may train a network, "
        + "and a trainer uses several threads itself; to train several networks at once, give each its own trainer");

    private void RefuseRows(int rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_isAveraged)
            throw new InvalidOperationException("the network has the average of its parameters; dispose of the scope that UseAverage returned before the next step");
        if (rows <= 0) throw new ArgumentException("the batch has no rows; a step needs at least one");
        throw new ArgumentException(
            $"batch of {rows} rows, but this trainer was created with batchSize: {BatchSize}; "
            + $"pass smaller batches, or create it with batchSize: {rows}");
    }

    /// <summary>Writes the parameters and everything that the trainer remembers to a safetensors file, replaced as a whole.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">The average of the parameters is in use.</exception>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_isAveraged) throw new InvalidOperationException("the network has the average of its parameters; dispose of the scope that UseAverage returned before saving");
        CheckpointFile.Write(path, this, [], best: null);
    }

    /// <summary>
    /// Goes on from what <see cref="Save"/>, or a checkpoint of <c>Fit</c>, wrote: the steps that follow give the same bits as if training
    /// had never stopped.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another network or optimizer; nothing has been
    /// changed.</exception>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed.</exception>
    public void Load(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CheckpointFile.Read(path, this, best: null);
    }

    internal void Restore(long stepCount, long skippedSteps) => (StepCount, SkippedSteps) = (stepCount, skippedSteps);

    /// <summary>Frees gradients and working memory; the network stays.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the trainer owns.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) EndAverage();
        _disposed = _refuses = true;
        if (!disposing) return;
        _penalties?.Dispose();
        _accumulator?.Dispose();
        _average?.Dispose();
        _gradients.Dispose();
        _fused?.Dispose();
        _unused?.Dispose();
        _clipped?.Dispose();
        OptimizerState.Dispose();
    }
}
