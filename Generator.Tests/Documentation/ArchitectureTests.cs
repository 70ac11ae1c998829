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
    private const string Page = "docs/architecture.md";

    [Fact]
    public void Architecture_Excerpts_AreTheCompilersOutput()
    {
        var page = RepositoryRoot.Read(Page).ReplaceLineEndings("\n");
        var dumps = Dumps(Code().Match(page).Groups["code"].Value);
        Assert.True(Excerpts().Count(page) >= 6, "The page has lost its excerpts.");
        var current = Excerpts().Replace(page, excerpt =>
        {
            var text = excerpt.Groups["text"];
            var actual = Renumber(dumps[excerpt.Groups["dump"].Value], text.Value, excerpt.Groups["dump"].Value);
            return excerpt.Value.Replace(text.Value, actual, StringComparison.Ordinal);
        });
        if (Environment.GetEnvironmentVariable("NETGEN_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path.Combine(RepositoryRoot.Path, Page), current);
        else
            Assert.True(current == page, $"The numbers of values in {Page} are old; run with NETGEN_UPDATE_SNAPSHOTS=1.\n{Snapshot.Difference(page, current)}");
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
            ["block program"] = BlockPrinter.Print(programs.TrainBlocks!),
            ["generated code"] = NetworkCompiler.Compile(spec).Text,
        };
    }

    /// <summary>The excerpt with the numbers of today: each part between ellipses must stand in the dump, in this order, but for the numbers of values.</summary>
    private static string Renumber(string dump, string excerpt, string name)
    {
        var lines = dump.Split('\n');
        var from = 0;
        var parts = excerpt.Split(Ellipsis + "\n").Select(part =>
        {
            var wanted = part.TrimEnd('\n').Split('\n');
            var at = Enumerable.Range(from, Math.Max(0, lines.Length - wanted.Length + 1 - from))
                .FirstOrDefault(start => wanted.Select(Unnumbered).SequenceEqual(lines.Skip(start).Take(wanted.Length).Select(Unnumbered)), -1);
            Assert.True(at >= 0, $"{Page} shows this of the {name}, but the compiler prints something else now:\n{part}\nThe {name}:\n{dump}");
            from = at + wanted.Length;
            return string.Concat(lines.Skip(at).Take(wanted.Length).Select(line => line + "\n"));
        });
        return string.Join(Ellipsis + "\n", parts);
    }

    private static string Unnumbered(string line) => Numbers().Replace(line, "%");

    [GeneratedRegex("%[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<!-- excerpt: (?<dump>[a-z ]+) -->\n```text\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();
}
