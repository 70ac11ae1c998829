namespace NetGen.Benchmarks.Networks;

/// <summary>A network whose predictions and training steps are measured. One is one file; <see cref="Workloads"/> lists them.</summary>
internal abstract class Workload
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The batches that are measured.</summary>
    public abstract IReadOnlyList<int> Batches { get; }

    /// <summary>The operations that the mathematics needs.</summary>
    public abstract Operations Operations { get; }

    /// <summary>Makes the network, its trainer and data.</summary>
    /// <param name="batch">The rows of a call.</param>
    /// <param name="threads">The most threads of a call.</param>
    public abstract Session Open(int batch, int threads);
}
