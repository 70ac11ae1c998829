namespace NetGen;

/// <summary>What a trainer can be told when it is made.</summary>
public sealed record TrainerOptions
{
    /// <summary>
    /// The largest number of threads, 0 for all of <see cref="WorkerPool.Shared"/>, which at first has one per processor. Results are the same bits for every
    /// number.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>
    /// The largest norm of the gradient over all trained parameters, above 0; longer gradients are scaled down to it. Null: no clipping.
    /// </summary>
    public float? ClipNorm { get; init; }

    /// <summary>
    /// The largest magnitude of an element of the gradient, above 0; what is beyond is set to it, before <see cref="ClipNorm"/> looks at the norm. Null: no
    /// clipping.
    /// </summary>
    public float? ClipValue { get; init; }

    /// <summary>Parameters with settings of their own: another weight decay, another step size. Where several match, the last one applies.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; init; } = [];

    /// <summary>
    /// Whether <see cref="Trainer.Gradients"/> holds the gradients of large layers after a step. By default a step without <see cref="ClipValue"/> updates such layers
    /// while it computes their gradients, which then never reach memory. Parameters get the same bits either way; with <see cref="ClipNorm"/>, whose norm is then rounded
    /// elsewhere, all but the last.
    /// </summary>
    public bool KeepGradients { get; init; }

    /// <summary>
    /// Whether a step also updates experts that none of its rows chose, with a gradient of zero: their momentum runs out and weight decay goes on. By default
    /// the parameters of such experts and their optimizer's state stand still.
    /// </summary>
    public bool UpdateUnchosen { get; init; }

    /// <summary>
    /// The steps whose gradients make one update, at least 1: their mean over all rows, so that a batch need not be in memory at once. The other steps only compute;
    /// each counts as a step for schedules and dropout.
    /// </summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Terms on the parameters that are added to the loss; none by default.</summary>
    public IReadOnlyList<WeightPenalty> Penalties { get; init; } = [];

    /// <summary>The moving average of the parameters that the trainer keeps beside them; null for none.</summary>
    public WeightAverage? Average { get; init; }

    /// <summary>Names of parameters that are not trained, with <c>*</c> and <c>?</c> as wildcards, for example <c>Trunk.*</c>.</summary>
    public IReadOnlyList<string> Frozen { get; init; } = [];

    /// <summary>What a checkpoint must agree with besides the optimizer; empty where nothing was asked for.</summary>
    internal string Additions
    {
        get
        {
            List<string> additions = [.. Penalties.Select(penalty => penalty.Description)];
            if (AccumulationSteps > 1) additions.Add($"accumulation {FieldText.Write(AccumulationSteps)}");
            if (Average is not null) additions.Add(Average.Description);
            return string.Join(", ", additions);
        }
    }

    internal void Validate()
    {
        Require.AtLeast(0, Threads, "TrainerOptions.Threads");
        Require.AtLeast(1, AccumulationSteps, "TrainerOptions.AccumulationSteps");
        Require.NoNulls(Groups, "TrainerOptions.Groups");
        Require.NoNulls(Penalties, "TrainerOptions.Penalties");
        Require.NoNulls(Frozen, "TrainerOptions.Frozen");
        Average?.Validate();
    }
}
