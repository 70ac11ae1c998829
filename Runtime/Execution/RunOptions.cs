using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What one run of a program may depend on besides its buffers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct RunOptions
{
    /// <summary>Number of the training step, for everything that changes from step to step.</summary>
    public long Step { get; init; }

    /// <summary>Seed of the run's random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>The gradients to compute; none by default.</summary>
    public GradientMask Wanted { get; init; }

    /// <summary>The update that large gradients are handed to; null to store them all.</summary>
    public FusedUpdate? Update { get; init; }

    /// <summary>The update of all parameters that a program may make at its end; null for none.</summary>
    public EndingUpdate? Ending { get; init; }

    /// <summary>Where the program marks the parameters that no row needed; null if nobody asks.</summary>
    public UnusedParameters? Unused { get; init; }

    /// <summary>The largest number of workers; 0 leaves it to the pool. The results are the same bits for every number.</summary>
    public int Threads { get; init; }

    /// <summary>How often the workers of the run meet at barriers.</summary>
    public int Barriers { get; init; }

    /// <summary>Estimated floating-point operations of the run, from which the number of workers is chosen; 0 means one worker.</summary>
    public double Operations { get; init; }
}
