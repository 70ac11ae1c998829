namespace NetGen.Generator.FrontEnd;

/// <summary>Names of members that every network gets, so that users cannot have members of these names.</summary>
internal static class GeneratedMembers
{
    public static IReadOnlyCollection<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Predict", "CreateTrainer", "Trainer", "Evaluate", "Gradients", "Fit", "Save", "Load", "Graph", "Parameters", "Seed",
        "Threads", "Backward", "CreateStream", "Stream", "_threads",
    };
}
