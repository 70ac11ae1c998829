using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Benchmarks.Repeats;
using NetGen.Generator;
using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Usage;

/// <summary>
/// The programs of docs/repeated-work.md, a scenario each: what is reported for them, what the fixes make of them, that both compute the same, and how many
/// kernels that takes. <c>NETGEN_UPDATE_SNAPSHOTS=1</c> writes the fixed programs and the numbers of kernels into the page.
/// </summary>
[Collection(ExclusiveTests.Name)]
public sealed class RepeatedWorkTests
{
    private const int Rounds = 10;

    public static TheoryData<int> Numbers => [.. Page.Select(program => program.Number)];

    private static IReadOnlyList<RepeatedWork> Page => RepeatedWorkPage.Read(RepositoryRoot.Read(RepeatedWorkPage.Path));

    private static bool IsUpdate => Environment.GetEnvironmentVariable("NETGEN_UPDATE_SNAPSHOTS") == "1";

    [Theory]
    [InlineData(1, "NG2001 Trunk(x)", "NG2002 surge.Predict(x, risk)")]
    [InlineData(
        2, "NG2004 net.Predict(x, output)", "NG2003 net.Gradients(x, y, \"Dense1.kernel\")", "NG2003 net.Gradients(x, y, \"Dense2.kernel\")", "NG2003 net.Gradients(x, y, \"Dense3.kernel\")")]
    [InlineData(3, "NG2005 Where(gate > 0.5f, Left(x), Right(x))")]
    [InlineData(4, "NG2001 Trunk(days)", "NG2001 Trunk(days)", "NG2001 Trunk(days)", "NG2006 net.Predict(days, rain, highest, lowest, wind)")]
    [InlineData(5, "NG2007 acoustic.Predict(features.AsSpan(row * 42, Batch * 42), reference)")]
    public async Task Program_AsWritten_GetsExactlyTheseDiagnostics(int number, params string[] expected)
    {
        var program = Page[number - 1];
        var found = await DiagnoseAsync(ProjectSetup.CreateCompilation([("/0/Test0.cs", program.WrittenFile)]));
        Assert.Equal(expected, found.OrderBy(d => d.Location.SourceSpan.Start).Select(d => $"{d.Id} {d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)}"));
        Assert.Equal(program.Ids, found.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task FixAll_OfTheProgram_GivesTheFixedOne(int number)
    {
        var program = Page[number - 1];
        using var workspace = new AdhocWorkspace();
        var project = FixableProject.Create(workspace, [("/0/Test0.cs", program.WrittenFile)]);
        foreach (var fix in CodeFixes.All)
            project = await FixableProject.FixAllAsync(project, fix, DiagnoseOutputAsync);
        var actual = (await project.Documents.First(d => d.Name == "Test0.cs").GetTextAsync()).ToString();
        if (IsUpdate)
            Replace(program.Fixed, actual[(program.Around.Length + 2)..].TrimEnd('\n'));
        else
            Assert.True(actual == program.FixedFile, $"The fixes give another program:\n{Snapshot.Difference(program.FixedFile, actual)}");
        Assert.Empty(await DiagnoseOutputAsync((await project.GetCompilationAsync())!));
    }

    [Theory, MemberData(nameof(Numbers))]
    public void FixedProgram_Executed_ComputesTheSameWithFewerKernels(int number)
    {
        var program = Page[number - 1];
        var (written, writtenKernels) = Run(program.WrittenFile);
        var (repaired, fixedKernels) = Run(program.FixedFile);
        // Routed branches sum gradients over fewer rows, and outputs of another program may be fused otherwise: both round otherwise.
        var observed = new Observed();
        observed.Add("results", written);
        var again = new Observed();
        again.Add("results", repaired);
        observed.AssertSameIn(again, number is 3 or 5 ? 1e-5f : 0);
        Assert.InRange(fixedKernels, 1, number == 3 ? int.MaxValue : writtenKernels - 1);
        var row = TableRow(program.Title);
        if (IsUpdate)
            Replace(row, WithKernels(row, writtenKernels, fixedKernels));
        else
            Assert.Equal(row, WithKernels(row, writtenKernels, fixedKernels));
    }

    private static (float[] Results, long Kernels) Run(string source)
    {
        var output = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Test0.cs", source)], ["NETGEN_COUNTERS"])).Output;
        var run = LoadedAssembly.Load(output).GetType("Example")!.GetMethod("Run")!.CreateDelegate<Func<int, float[]>>();
        // Every thread that takes part in a kernel counts.
        var shared = WorkerPool.Shared;
        using var one = new WorkerPool(threads: 1);
        try
        {
            WorkerPool.Shared = one;
            KernelCounters.Reset();
            return (run(Rounds), KernelCounters.Snapshot().Values.Sum());
        }
        finally
        {
            WorkerPool.Shared = shared;
        }
    }

    private static Task<ImmutableArray<Diagnostic>> DiagnoseOutputAsync(Compilation output) => AnalyzerRunner.DiagnoseAsync(output, AnalyzerRunner.All);

    private static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation) =>
        DiagnoseOutputAsync(GeneratorRun.Start(new NetworkGenerator(), compilation).Output);

    private static string TableRow(string title) =>
        RepositoryRoot.Read(RepeatedWorkPage.Path).Split('\n').Single(line => line.StartsWith($"| [{title}]", StringComparison.Ordinal));

    private static string WithKernels(string row, long before, long after)
    {
        var cells = row.Split('|');
        (cells[3], cells[4]) = (string.Create(CultureInfo.InvariantCulture, $" {before:N0} "), string.Create(CultureInfo.InvariantCulture, $" {after:N0} "));
        return string.Join("|", cells);
    }

    private static void Replace(string old, string text)
    {
        var path = Path.Combine(RepositoryRoot.Path, RepeatedWorkPage.Path);
        var page = File.ReadAllText(path);
        var at = page.LastIndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The page has no '{old}'.");
        File.WriteAllText(path, page[..at] + text + page[(at + old.Length)..]);
    }
}
