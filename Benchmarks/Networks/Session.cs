namespace NetGen.Benchmarks.Networks;

/// <summary>A network that is ready to run. A call takes the next batch of its data, so that no batch is learned by heart while it is measured.</summary>
/// <param name="Predict">Makes so many predictions.</param>
/// <param name="Step">Takes so many training steps.</param>
/// <param name="Trainer">What is disposed of at the end.</param>
internal sealed record Session(Action<int> Predict, Action<int> Step, Trainer Trainer) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Trainer.Dispose();
}
