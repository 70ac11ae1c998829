namespace NetGen;

/// <summary>
/// Where and when training writes down everything it needs to go on: parameters, optimizer state, position, best so far and history. A
/// resumed run gives the same bits as one that was never interrupted.
/// </summary>
/// <param name="Path">The file, replaced as a whole each time; its folder must exist.</param>
public sealed record Checkpointing(string Path)
{
    /// <summary>The epochs between two checkpoints; 0 for none at the end of epochs.</summary>
    public int EveryEpochs { get; init; } = 1;

    /// <summary>The steps between two checkpoints within epochs; 0 for none.</summary>
    public int EverySteps { get; init; }

    /// <summary>Whether training goes on from the file where it exists; otherwise it starts anew and replaces it.</summary>
    public bool Resume { get; init; } = true;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        Require.AtLeast(0, EveryEpochs, "Checkpointing.EveryEpochs");
        Require.AtLeast(0, EverySteps, "Checkpointing.EverySteps");
        // Now rather than after the first epoch.
        AtomicFile.RequirePlace(Path);
    }
}
