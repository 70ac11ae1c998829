using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Generator.FrontEnd;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Fuzz;

/// <summary>
/// A thousand definitions with tokens deleted, repeated and swapped: the front end never throws and always says the same, the generator
/// never throws, and what it writes compiles without a warning unless the user's own code has errors.
/// </summary>
public sealed class MutatedDefinitionTests
{
    private const int Count = 1000;
    private const int Batches = 10;

    private static readonly CSharpCompilation Project = ProjectSetup.CreateCompilation([]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Batches)];

    [Theory, MemberData(nameof(Seeds))]
    public void Definition_Mutated_NeverThrowsAndCompiles(int batch)
    {
        var random = new Random(batch);
        var corpus = Mutation.Corpus();
        var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ProjectSetup.ParseOptions());
        for (var i = 0; i < Count / Batches; i++)
        {
            var source = Mutation.Of(corpus[random.Next(corpus.Count)], random);
            var compilation = Project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ProjectSetup.ParseOptions(), "/0/Test0.cs"));
            var specs = Parse(compilation, source);
            Assert.True(specs.SequenceEqual(Parse(compilation.Clone(), source)), $"Two runs differ:\n{source}");
            var result = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _).GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"The generator threw {result.Exception} on\n{source}");
            AssertWarningFree(output, source);
        }
    }

    private static NetworkSpec[] Parse(Compilation compilation, string source)
    {
        try
        {
            return [.. Definitions.ParseAll(compilation).Select(result => result.Spec)];
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The front end threw on\n{source}", exception);
        }
    }

    private static void AssertWarningFree(Compilation output, string source)
    {
        var problems = output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToLookup(d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        if (problems[false].Any(d => d.Severity == DiagnosticSeverity.Error && !d.IsWarningAsError))
            return;
        Assert.True(!problems[true].Any(), $"The generated code has problems: {string.Join("\n", problems[true].Take(5))}\non\n{source}");
    }
}
