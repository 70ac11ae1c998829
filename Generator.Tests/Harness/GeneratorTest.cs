using Microsoft.CodeAnalysis;

namespace NetGen.Tests.Harness;

/// <summary>
/// A test of a source generator in the vocabulary of Microsoft.CodeAnalysis.CSharp.SourceGenerators.Testing, so that the package can take this
/// class's place. Each run proves, beside what the test expects: the tracked steps are cached on a second run over a cloned compilation; no
/// step holds compiler state; a fresh run writes the same bytes; lines end in LF; what was generated compiles without a warning.
/// </summary>
internal class GeneratorTest<TGenerator> where TGenerator : IIncrementalGenerator, new()
{
    public TestState TestState { get; } = new();

    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    /// <summary>The first source.</summary>
    public string TestCode
    {
        set => TestState.Sources.Insert(0, ("/0/Test0.cs", value));
    }

    public Task RunAsync()
    {
        Run();
        return Task.CompletedTask;
    }

    /// <summary>Runs and verifies; the run itself is returned for further assertions.</summary>
    public GeneratorRun Run()
    {
        var expectation = Expectation.Read(TestState);
        var compilation = ProjectSetup.CreateCompilation(expectation.Sources, TestState.PreprocessorSymbols);
        var first = GeneratorRun.Start(new TGenerator(), compilation);
        VerifyModels(first);
        VerifyCached(first.Again(compilation.Clone()));
        VerifyText(first, GeneratorRun.Start(new TGenerator(), compilation.Clone()));
        VerifyFiles(first);
        expectation.Verify(ProjectSetup.Problems(first.Output.GetDiagnostics()), "Compilation with generated files");
        return first;
    }

    private static void VerifyCached(GeneratorRun second)
    {
        foreach (var name in TrackedSteps.All)
        {
            foreach (var (_, reason) in second.Step(name))
            {
                Assert.True(
                    reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                    $"Step {name} is {reason} on a second run over the same sources: its model does not compare by value.");
            }
        }

        var outputs = second.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static void VerifyModels(GeneratorRun run)
    {
        foreach (var name in TrackedSteps.All)
        {
            foreach (var (value, _) in run.Step(name))
                PipelineModel.AssertHoldsNoCompilerState(value, name);
        }
    }

    private static void VerifyText(GeneratorRun first, GeneratorRun fresh)
    {
        Assert.Equal(first.Files.Select(f => f.HintName), fresh.Files.Select(f => f.HintName));
        foreach (var (file, again) in first.Files.Zip(fresh.Files))
        {
            var text = file.SourceText.ToString();
            Assert.True(text == again.SourceText.ToString(), $"{file.HintName} differs between two runs:\n{Snapshot.Difference(text, again.SourceText.ToString())}");
            Assert.False(text.Contains('\r'), $"{file.HintName} contains a carriage return.");
        }
    }

    private void VerifyFiles(GeneratorRun run)
    {
        if (TestState.GeneratedSources.Count == 0)
            return;
        Assert.Equal(TestState.GeneratedSources.Select(f => f.HintName).Order(), run.Files.Select(f => f.HintName).Order());
        foreach (var (hintName, content) in TestState.GeneratedSources)
        {
            var actual = run.Files.Single(f => f.HintName == hintName).SourceText.ToString();
            Assert.True(actual == content, $"{hintName} is not as expected:\n{Snapshot.Difference(content, actual)}");
        }
    }
}
