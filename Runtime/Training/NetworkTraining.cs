namespace NetGen;

/// <summary>The training loop that everybody writes.</summary>
public static class NetworkTraining
{
    /// <summary>
    /// Trains <paramref name="network"/> on <paramref name="data"/>: shuffling, validation, learning-rate schedule, clipping, early
    /// stopping, checkpoints, progress. The same data, options and seed give the same bits, for any number of threads.
    /// </summary>
    /// <param name="network">The network to train, from the parameters that it has now.</param>
    /// <param name="data">Columns named as the network's inputs and targets.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="cancellationToken">Ends training after the current step; the result so far is returned, and a checkpoint written if
    /// there are any.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or an option is out of its range.</exception>
    /// <exception cref="NonFiniteLossException">A loss was NaN or infinite, and the options do not say to skip such batches.</exception>
    public static FitResult Fit(
        this INetwork network, DataSet data, FitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using var loop = new FitLoop(network, data, options ?? new FitOptions(), cancellationToken);
        return loop.Run();
    }
}
