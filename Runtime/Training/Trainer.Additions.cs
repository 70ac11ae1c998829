namespace NetGen;

/// <content>Penalties, accumulated gradients and the average of the parameters: what options add to a step.</content>
public abstract partial class Trainer
{
    /// <summary>What options do between the gradient and its update.</summary>
    /// <returns>Whether there is a gradient to apply: false while gradients are being accumulated.</returns>
    private bool Collect(ref float loss)
    {
        if (_penalties is not null && float.IsFinite(loss))
        {
            Penalty = _penalties.Add(Network.Parameters, _gradients, Wanted, Options.Threads);
            loss = (float)(loss + Penalty);
        }

        if (_accumulator is null) return true;
        if (float.IsFinite(loss))
        {
            _accumulator.Add(_gradients, Wanted, Options.UpdateUnchosen ? null : _unused, _rows, Options.Threads);
            KeepStates();
        }
        else
        {
            _accumulator.Skip();
            SkippedSteps++;
        }

        return _accumulator.IsDue && _accumulator.MoveTo(_gradients, Options.Threads);
    }

    /// <summary>
    /// Applies the gradients of the steps since the last update, though they are fewer than <see cref="TrainerOptions.AccumulationSteps"/>. <c>Fit</c> does so at the
    /// end of each epoch. Does nothing if there are none.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed.</exception>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_accumulator is not null && _accumulator.MoveTo(_gradients, Options.Threads)) Apply(finite: true);
    }

    /// <summary>
    /// Lends the network the average of its parameters until the scope is disposed of: <c>using (trainer.UseAverage()) network.Evaluate(data);</c>. The trainer takes
    /// no step meanwhile.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no average: it was not asked for, no step was taken, or it is in use.</exception>
    public AverageScope UseAverage()
    {
        RequireAverage().Swap(Network.Parameters);
        _isAveraged = _refuses = true;
        return new AverageScope(this);
    }

    /// <summary>Gives the network the average of its parameters for good: what training ends with.</summary>
    /// <exception cref="InvalidOperationException">There is no average: it was not asked for, no step was taken, or it is in use.</exception>
    public void ApplyAverage() => RequireAverage().CopyTo(Network.Parameters);

    internal void EndAverage()
    {
        if (!_isAveraged) return;
        _isAveraged = _refuses = false;
        _average!.Swap(Network.Parameters);
    }

    private ParameterAverage RequireAverage()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_average is null)
            throw new InvalidOperationException("this trainer keeps no average of the parameters; create it with new TrainerOptions { Average = new WeightAverage(0.999) }");
        if (_isAveraged)
            throw new InvalidOperationException("the network has the average of its parameters already; dispose of the scope that UseAverage returned");
        return _average.Updates > 0 ? _average : throw new InvalidOperationException("there is no average of the parameters before the first step");
    }

    internal ParameterAverage? Average => _average;

    internal GradientAccumulator? Accumulator => _accumulator;
}
