using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace NetGen.Tests.Harness;

/// <summary>A compilation as a loaded assembly, in a context of its own that goes when nothing uses it any more.</summary>
internal static class LoadedAssembly
{
    /// <param name="compilation">What to load.</param>
    /// <param name="others">Images of assemblies that it refers to.</param>
    public static Assembly Load(Compilation compilation, params ReadOnlySpan<byte[]> others)
    {
        using var image = new MemoryStream(Emit(compilation));
        var context = new AssemblyLoadContext($"test {compilation.AssemblyName}", isCollectible: true);
        foreach (var other in others)
            context.LoadFromStream(new MemoryStream(other));
        return context.LoadFromStream(image);
    }

    /// <summary>The compiled image; what C# rejects fails the test.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        // Warnings are the business of GeneratorTest; here they must not stand in the way.
        var result = compilation
            .WithOptions(ProjectSetup.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default))
            .AddReferences(MetadataReference.CreateFromFile(typeof(LoadedAssembly).Assembly.Location))
            .Emit(image);
        var problems = ProjectSetup.Problems(result.Diagnostics);
        Assert.True(result.Success, $"The generated code does not compile:\n{string.Join("\n", problems.Take(20))}");
        return image.ToArray();
    }
}
