using System.Text.RegularExpressions;
using NetGen.Generator.Emit;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Documentation;

/// <summary>The dumps in docs/architecture.md are what the compiler prints for the network that stands at the page's beginning.</summary>
public sealed partial class ArchitectureTests
{
    private const string Ellipsis = "…";

    [Fact]
    public void Architecture_Excerpts_AreTheCompilersOutput()
    {
        var page = RepositoryRoot.Read("docs/architecture.md").ReplaceLineEndings("\n");
        var dumps = Dumps(Code().Match(page).Groups["code"].Value);
        var excerpts = Excerpts().Matches(page);
        Assert.True(excerpts.Count >= 6, $"The page has {excerpts.Count} excerpts.");
        foreach (Match excerpt in excerpts)
            AssertContains(dumps[excerpt.Groups["dump"].Value], excerpt.Groups["text"].Value, excerpt.Groups["dump"].Value);
    }

    [Fact]
    public void AddingAnOp_Example_IsTheFile()
    {
        var file = RepositoryRoot.Read("Generator/Ops/Elementwise/Softsign.cs").ReplaceLineEndings("\n");
        var page = RepositoryRoot.Read("docs/adding-an-op.md").ReplaceLineEndings("\n");
        Assert.Equal(file, Code().Match(page).Groups["code"].Value);
    }

    private static Dictionary<string, string> Dumps(string definition)
    {
        NetworkSpec spec = Definitions.ParseValid(definition);
        var programs = new NetworkPrograms(spec, CancellationToken.None);
        return new Dictionary<string, string>
        {
            ["graph"] = GraphPrinter.Print(spec.Graph),
            ["train graph"] = GraphPrinter.Print(programs.Train!.Graph),
            ["train program"] = KernelPrinter.Print(programs.Train),
            ["generated code"] = NetworkCompiler.Compile(spec).Text,
        };
    }

    /// <summary>Each part between ellipses stands in the dump, in this order.</summary>
    private static void AssertContains(string dump, string excerpt, string name)
    {
        var from = 0;
        foreach (var part in excerpt.Split(Ellipsis + "\n"))
        {
            var at = dump.IndexOf(part, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"docs/architecture.md shows this of the {name}, but the compiler prints something else now:\n{part}\nThe {name}:\n{dump}");
            from = at + part.Length;
        }
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<!-- excerpt: (?<dump>[a-z ]+) -->\n```text\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();
}
