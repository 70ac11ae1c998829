using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

internal static class SyntaxTreeExtensions
{
    // The compiler puts generated files into a folder named after assembly and type of the generator.
    private static readonly string GeneratorFolder = $"/{typeof(NetworkGenerator).FullName}/";

    /// <summary>Whether a tree was written by this generator. Analyzers see the generated part of a network too, which is no definition.</summary>
    public static bool IsGenerated(this SyntaxTree tree) => tree.FilePath.Replace('\\', '/').Contains(GeneratorFolder);
}
