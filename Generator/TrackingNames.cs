namespace NetGen.Generator;

/// <summary>The names of the pipeline's steps, by which tests see what an edit made run again.</summary>
internal static class TrackingNames
{
    public const string Parse = "Parse";

    public const string Compile = "Compile";

    public const string ReadOperations = "ReadOperations";
}
