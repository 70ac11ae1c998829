namespace NetGen;

/// <summary>What every generated network offers, whatever its inputs: what loops, tools and files are written against.</summary>
public interface INetwork
{
    /// <summary>The name of the network's class.</summary>
    public string Name { get; }

    /// <summary>The seed that the parameters were initialised from, and that dropout draws from.</summary>
    public ulong Seed { get; }

    /// <summary>All parameters, in one flat buffer.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The inputs, then the targets: the order of the arguments of a trainer's <c>Step</c>.</summary>
    public IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>The outputs, in the order of the arguments of <c>Predict</c>.</summary>
    public IReadOnlyList<TensorInfo> Outputs { get; }

    /// <summary>What <see cref="Evaluate"/> reports beside the loss.</summary>
    public IReadOnlyList<MetricInfo> Metrics { get; }

    /// <summary>The network as a graph: the table and the picture.</summary>
    public NetworkGraph Structure { get; }

    /// <summary>Makes what trains this network.</summary>
    /// <param name="optimizer">How gradients change parameters.</param>
    /// <param name="batchSize">The most rows of a step, at least 1.</param>
    /// <param name="options">Threads, clipping, frozen parameters.</param>
    public Trainer CreateTrainer(Optimizer optimizer, int batchSize, TrainerOptions? options = null);

    /// <summary>The outputs for all rows of <paramref name="data"/>, as columns under their own names, with dropout off.</summary>
    /// <param name="data">Columns named as the inputs; others are ignored. At least one row.</param>
    /// <param name="batchSize">The rows computed at a time; results do not depend on it but for rounding.</param>
    public DataSet Predict(DataSet data, int batchSize = 256);

    /// <summary>The loss and metrics over all rows of <paramref name="data"/>, with dropout off.</summary>
    /// <param name="data">Columns named as the inputs and targets; at least one row.</param>
    /// <param name="batchSize">The rows computed at a time; results do not depend on it but for rounding.</param>
    public EvaluationResult Evaluate(DataSet data, int batchSize = 256);
}
