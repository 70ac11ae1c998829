using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Fuzz;

/// <summary>
/// All analyzers over mutated code, with the generator's output beside it: none throws, which users would see as AD0001. The fixes of what they report
/// do not throw either, and what a fix writes can be parsed. A sample runs always; <c>NETGEN_FUZZ=10000</c> sets the number of sources.
/// </summary>
public sealed class MutatedAnalysisTests
{
    private const int Batches = 4;

    // Pages have few duplicates to lift and choices to write; these have them in all places where the fixes have to think.
    private static readonly string[] Duplicates =
    [
        "return A(x) + A(x);",
        "var h = x; for (var i = 0; i < 3; i++) h = A(h) * A(h); return h + A(x);",
        "return First(0, x) + First(1, x); Tensor First(int i, Tensor v) => Block(i, A(v));",
        "Func<Tensor, Tensor> f = v => A(v) + A(v); return f(x) + B(f(x));",
        "var (a, b) = (A(x), A(x)); if (Four > 3) { return a + b + A(x); } return Half > 0 ? B(A(x)) : A(x);",
        "switch (Four) { case 4: var a = B(A(x)); return a + A(x); default: return A(x); }",
        "var g = Split(OneHot(ArgMax(x), 4), 4); var s = g[0] * A(x) + g[1] * B(x); return s + Where(Sum(x) > 0f, 1f, 0f) * Block(1, s);",
        "Tensor sum = 0f; var g = Split(OneHot(ArgMax(x), 4), 4); for (int i = 0; i < 4; i++) sum += g[i] * Block(i, x); return Gather(Stack(A(sum), B(x)), ArgMax(Head(x)));",
    ];

    // And calls with all that the analyzers of data flow and their fixes go through.
    private static readonly string[] Calls =
    [
        "net.Predict(x, mean, sigma); if (mean[0] > 0) net.Predict(x, mean, sigma); trainer.Step(x, y);",
        "foreach (string name in net.Parameters.Layout.Names) z[0] += net.Gradients(x, y, name)[name][0];",
        "var a = net.Gradients(x, y, \"Trunk.kernel\"); try { Console.WriteLine(a.Loss); } finally { z[0] = net.Gradients(x, y, \"Trunk.bias\").Loss; }",
        "for (int epoch = 0; epoch < 9; epoch++) for (int row = 0; row < 10; row += 5) { other.Predict(x.AsSpan(row * 4, 20), z.AsSpan(0, 5)); trainer.Step(x.AsSpan(row * 4, 20), z.AsSpan(0, 5)); }",
        "for (int epoch = 0; epoch < 9; epoch++) { other.Predict(x, z); trainer.Step(x, z); } var r = net.Evaluate(x, y).Loss; trainer.Step(x, y);",
        "var t = net.CreateTrainer(new Sgd(0.1f), 10); Action again = () => { net.Predict(x, mean, sigma); net.Predict(x, z, z); t.Step(x, y); }; again();",
        "switch (s_calls) { case 1 when net.Evaluate(x, y).Loss > 0: net.Predict(x[..40], mean, sigma); goto case 2; case 2: net.Predict(x[..40], mean, sigma); break; }",
    ];

    private static readonly CSharpCompilation Project = ProjectSetup.CreateCompilation([]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Batches)];

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 120;

    [Theory, MemberData(nameof(Seeds))]
    public async Task Analyzers_OverMutatedCode_NeverThrow(int batch)
    {
        var random = new Random(1000 + batch);
        string[] heavy = [.. Duplicates.Select(FrontEnd.Definitions.Body), .. Calls.Select(statements => Usage.UsageSource.Method(statements))];
        string[] corpus = [.. Mutation.Corpus(), .. heavy];
        var driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ProjectSetup.ParseOptions());
        for (var i = 0; i < Count / Batches; i++)
        {
            var source = Mutation.Of(i % 2 == 0 ? corpus[random.Next(corpus.Length)] : heavy[random.Next(heavy.Length)], random);
            var compilation = Project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ProjectSetup.ParseOptions(), "/0/Test0.cs"));
            driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            foreach (var diagnostic in await AnalyzeAsync(output, source))
                await FixAsync(source, diagnostic);
        }
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(Compilation compilation, string source)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => thrown ??= exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(AnalyzerRunner.All, options).GetAnalyzerDiagnosticsAsync();
        Assert.True(thrown is null, $"An analyzer threw {thrown}\non\n{source}");
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id is "AD0001" or "NG9001");
        return found;
    }

    /// <summary>Offers a diagnostic to the fixes, in a workspace of its own, and carries out what they offer.</summary>
    private static async Task FixAsync(string source, Diagnostic diagnostic)
    {
        var fixes = CodeFixes.All.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)).ToArray();
        if (fixes.Length == 0 || diagnostic.Location.SourceTree?.FilePath != "/0/Test0.cs")
            return;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(ProjectSetup.Options).WithParseOptions(ProjectSetup.ParseOptions()).AddMetadataReferences(ProjectSetup.References);
        var document = project.AddDocument("Test0.cs", source, filePath: "/0/Test0.cs");
        var location = Location.Create((await document.GetSyntaxTreeAsync())!, diagnostic.Location.SourceSpan);
        var here = Diagnostic.Create(diagnostic.Descriptor, location, diagnostic.AdditionalLocations, diagnostic.Properties);
        try
        {
            var actions = new List<CodeAction>();
            foreach (var fix in fixes)
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), CancellationToken.None));
            foreach (var action in actions)
                Assert.NotEmpty(await action.GetOperationsAsync(CancellationToken.None));
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"A fix of {diagnostic.Id} threw {exception}\non\n{source}");
        }
    }
}
