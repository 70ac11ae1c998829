namespace NetGen;

/// <summary>Something that only describes a network was executed. Definitions are read while the project builds; what runs is the code
/// generated from them: call <c>Predict</c>, <c>Step</c>, <c>Evaluate</c> or <c>Gradients</c>.</summary>
public sealed class DefinitionOnlyException : InvalidOperationException
{
    /// <summary>The exception for a use of <paramref name="member"/>.</summary>
    public DefinitionOnlyException(string member)
        : base($"'{member}' only describes a network and cannot be executed: definitions are read while the project builds. "
            + "Call the generated Predict, Step, Evaluate or Gradients instead.")
    {
    }
}
