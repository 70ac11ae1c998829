using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Generator.FrontEnd;
using NetGen.Tests.Diagnostics;
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
        var corpus = Corpus().ToArray();
        var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ProjectSetup.ParseOptions());
        for (var i = 0; i < Count / Batches; i++)
        {
            var source = Mutate(corpus[random.Next(corpus.Length)], random);
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

    /// <summary>The examples of the diagnostics' pages, right and wrong, and the definitions of the language tests.</summary>
    private static IEnumerable<string> Corpus()
    {
        foreach (var file in RepositoryRoot.Files(DocumentationPage.Folder, "NG*.md"))
        {
            var page = DocumentationPage.Read(Path.GetFileNameWithoutExtension(file));
            foreach (var section in new[] { "Right", "Wrong" })
            {
                if (page.Example(section) is { } example && example.Contains("[Network", StringComparison.Ordinal))
                    yield return example;
            }
        }

        foreach (var body in LanguageTests.Bodies)
            yield return Definitions.Body(body);
    }

    private static string Mutate(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        // Not the imports: without them nothing means anything.
        var first = tokens.FindIndex(t => t.Contains("Network", StringComparison.Ordinal)) - 1;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(first, tokens.Count);
            var other = random.Next(first, tokens.Count);
            switch (random.Next(4))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
                default: tokens[at] = tokens[other]; break;
            }
        }

        return string.Concat(tokens);
    }
}
