using System.Text.RegularExpressions;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Architecture;

/// <summary>Who may see whom.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void Generator_Roslyn_IsNamedOnlyInFrontEndAndDiagnostics()
    {
        var files = RepositoryRoot.Files("Generator", "*.cs").ToArray();
        Assert.Contains(files, file => file.StartsWith("Generator/FrontEnd/", StringComparison.Ordinal));
        var offenders = files
            .Where(file => !Regex.IsMatch(file, "^Generator/(FrontEnd/|Diagnostics/|NetworkGenerator.cs)"))
            .Where(file => RepositoryRoot.Read(file).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Generator_Assembly_ReferencesOnlyRoslynAndNetStandard()
    {
        // A host loads a generator's DLL alone; anything else it needs would be missing there.
        string[] allowed = ["netstandard", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable", "System.Memory"];
        var references = typeof(Generator.Graphs.Graph).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        Assert.Empty(references.Except(allowed));
    }

    [Fact]
    public void Runtime_Project_HasNoPackageReference()
    {
        var project = RepositoryRoot.Read("Runtime/Runtime.csproj");
        Assert.Contains("<Project", project, StringComparison.Ordinal);
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Runtime_Assembly_ReferencesOnlyTheFramework()
    {
        var assembly = System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "NetGen.dll"));
        var references = assembly.GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Workspaces_OnlyInCodeFixes()
    {
        // An analyzer that references Workspaces fails to load in the command-line compiler.
        foreach (var project in new[] { "Generator/Generator.csproj", "Analyzers/Analyzers.csproj" })
            Assert.DoesNotContain("Workspaces", RepositoryRoot.Read(project), StringComparison.Ordinal);
    }

    [Fact]
    public void Unsafe_GeneratedCode_IsNotEmitted()
    {
        // Users do not compile with AllowUnsafeBlocks.
        var offenders = RepositoryRoot.Files("Generator/Emit", "*.cs")
            .Where(file => Regex.IsMatch(RepositoryRoot.Read(file), @"""[^""\n]*\b(unsafe|fixed|stackalloc)\b[ (]"));
        Assert.Empty(offenders);
    }
}
