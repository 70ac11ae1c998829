namespace NetGen.Tests.Harness;

/// <summary>The pipeline's tracked steps, whose values and run reasons every generator test checks.</summary>
internal static class TrackedSteps
{
    public const string Parse = "Parse";

    public const string Compile = "Compile";

    public const string ReadOperations = "ReadOperations";

    public static IReadOnlyList<string> All { get; } = [Parse, Compile, ReadOperations];
}
