using Microsoft.CodeAnalysis;

namespace NetGen.Generator.FrontEnd;

internal static class SyntaxTreeExtensions
{
    /// <summary>Whether a tree was written by a generator. Analyzers see the generated part of a network too, which is no definition.</summary>
    public static bool IsGenerated(this SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
