using System.Diagnostics;

namespace NetGen;

/// <summary>One training run, written against <see cref="INetwork"/> and <see cref="Trainer"/>.</summary>
internal sealed class FitLoop : IDisposable
{
    private readonly INetwork _network;
    private readonly FitOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly DataSet? _validation;
    private readonly BatchReader _reader;
    private readonly Trainer _trainer;
    private readonly BestEpoch _best;
    private readonly FitPosition _position = new();
    private readonly FitCheckpoint? _checkpoint;
    private readonly long _started = Stopwatch.GetTimestamp();

    internal FitLoop(INetwork network, DataSet data, FitOptions options, CancellationToken cancellation)
    {
        options.Validate();
        (_network, _options, _cancellation) = (network, options, cancellation);
        ulong seed = options.Seed ?? network.Seed;
        // Before the split, behind which rows have other numbers, and before the first epoch, behind which validation would find its faults.
        _ = SlotBinding.Bind(data, network.Inputs);
        if (options.Validation is { } validation)
        {
            _ = SlotBinding.Bind(validation, network.Inputs, "validation data set");
            if (validation.Rows == 0) throw new ArgumentException("The validation data set has no rows; leave FitOptions.Validation out, or give it some.");
        }

        (DataSet training, _validation) = ValidationSplit.Of(data, options, seed);
        _best = new BestEpoch(network, options.EarlyStopping, _validation is not null);
        TrainerOptions trainer = options.Trainer with { ClipNorm = options.ClipNorm ?? options.Trainer.ClipNorm };
        _trainer = network.CreateTrainer(options.Optimizer, Math.Clamp(training.Rows, 1, options.BatchSize), trainer);
        // Last, since it may start a thread.
        var reading = new BatchReaderOptions { Shuffle = options.Shuffle, Seed = seed, Prefetch = options.Prefetch };
        _reader = new BatchReader(training, network.Inputs, options.BatchSize, reading);
        if (options.Checkpoint is { } checkpoint)
            _checkpoint = new FitCheckpoint(checkpoint.Path, _trainer, _position, _best, _reader, seed, options.Shuffle);
    }

    internal FitResult Run()
    {
        if (_options.Checkpoint is { Resume: true } checkpoint && File.Exists(checkpoint.Path)) _checkpoint!.Read();
        FitStop stop = RunEpochs();
        if (stop == FitStop.Cancelled) _checkpoint?.Write();
        if (_trainer.Average is { Updates: > 0 }) _trainer.ApplyAverage();
        _best.RestoreInto(_network.Parameters);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        return new FitResult(stop, _position.History, _best.Epoch, _best.Value, _trainer.StepCount, _trainer.SkippedSteps, elapsed);
    }

    public void Dispose()
    {
        _trainer.Dispose();
        _reader.Dispose();
        _best.Dispose();
    }

    private FitStop RunEpochs()
    {
        while (!_best.ShouldStop)
        {
            if (_position.Epoch >= _options.Epochs) return FitStop.Completed;
            if (!RunBatches()) return FitStop.Cancelled;
            CompleteEpoch();
        }

        return FitStop.EarlyStopped;
    }

    /// <summary>The rest of the epoch's batches; false when cancelled.</summary>
    private bool RunBatches()
    {
        _reader.Start(_position.Epoch, _position.Batch);
        while (!_cancellation.IsCancellationRequested)
        {
            if (!_reader.Read(out BatchView batch)) return true;
            RunStep(batch);
            bool epochGoesOn = _position.Batch < _reader.BatchesPerEpoch;
            if (epochGoesOn && IsDue(_options.ReportEverySteps)) _options.Progress?.Report(Progress());
            if (epochGoesOn && IsDue(_options.Checkpoint?.EverySteps ?? 0)) _checkpoint?.Write();
        }

        return false;
    }

    private void RunStep(BatchView batch)
    {
        long skipped = _trainer.SkippedSteps;
        _trainer.LearningRate = _position.LearningRate = RateOfNextStep();
        float loss = _trainer.Step(batch);
        int index = _position.Batch++;
        if (_trainer.SkippedSteps == skipped)
        {
            _position.LossSum += (double)loss * batch.Rows;
            _position.LossRows += batch.Rows;
        }
        else if (_options.OnNonFiniteLoss == NonFiniteLossPolicy.Throw)
        {
            throw new NonFiniteLossException(_trainer.StepCount, _position.Epoch, index, loss, _trainer.LearningRate);
        }
    }

    private void CompleteEpoch()
    {
        _trainer.Flush();
        // What is watched, and kept as the best, is what training would end with.
        using AverageScope average = _trainer.Average is { Updates: > 0 } ? _trainer.UseAverage() : default;
        EvaluationResult? validation = _validation is null ? null : _network.Evaluate(_validation, _options.BatchSize);
        var result = new EpochResult(_position.Epoch, _position.MeanLoss, validation, _position.LearningRate);
        bool isBest = _best.Offer(result, _network.Parameters);
        average.Dispose();
        _position.History.Add(result);
        FitProgress progress = Progress() with { Validation = validation, IsBest = isBest, IsEpochEnd = true };
        _position.NextEpoch();
        if (IsCheckpointDue()) _checkpoint?.Write();
        _options.Progress?.Report(progress);
    }

    private bool IsCheckpointDue()
    {
        int every = _options.Checkpoint?.EveryEpochs ?? 0;
        bool isLast = _best.ShouldStop || _position.Epoch >= _options.Epochs;
        return every > 0 && (isLast || _position.Epoch % every == 0);
    }

    private bool IsDue(int every) => every > 0 && _trainer.StepCount % every == 0;

    private float RateOfNextStep()
    {
        var time = new ScheduleTime(_trainer.StepCount, (long)_options.Epochs * _reader.BatchesPerEpoch, _reader.BatchesPerEpoch);
        double factor = _options.Schedule.Factor(time);
        return factor >= 0 && double.IsFinite(factor)
            ? (float)(_options.Optimizer.LearningRate * factor)
            : throw new InvalidOperationException($"{_options.Schedule} gives the factor {factor} for step {time.Step}; it must be at least 0 and finite");
    }

    private FitProgress Progress() => new()
    {
        Epoch = _position.Epoch,
        Epochs = _options.Epochs,
        Batch = _position.Batch,
        Batches = _reader.BatchesPerEpoch,
        Step = _trainer.StepCount,
        Loss = _position.MeanLoss,
        LearningRate = _position.LearningRate,
        GradientNorm = _trainer.GradientNorm,
        SkippedSteps = _trainer.SkippedSteps,
        Elapsed = Stopwatch.GetElapsedTime(_started),
    };
}
