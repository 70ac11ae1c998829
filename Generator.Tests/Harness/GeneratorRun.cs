using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tests.Harness;

/// <summary>One run of a generator over a compilation, with its steps tracked.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation output, ImmutableArray<Diagnostic> reported)
    {
        Driver = driver;
        Output = output;
        Reported = reported;
        Result = driver.GetRunResult().Results.Single();
    }

    public GeneratorDriver Driver { get; }

    /// <summary>What the generator reported itself: the causes of errors of C# behind which a build runs no analyzer.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    /// <summary>The user's compilation plus the generated files.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Files => Result.GeneratedSources;

    /// <param name="generator">The generator.</param>
    /// <param name="compilation">The user's code.</param>
    /// <param name="configuration">What the project's properties and <c>.editorconfig</c> say, if that matters.</param>
    public static GeneratorRun Start(IIncrementalGenerator generator, Compilation compilation, AnalyzerConfigOptionsProvider? configuration = null)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var parseOptions = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options;
        return Run(CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: parseOptions, optionsProvider: configuration, driverOptions: options), compilation);
    }

    /// <summary>Runs the same driver again, over an edited or cloned compilation.</summary>
    public GeneratorRun Again(Compilation compilation) => Run(Driver, compilation);

    /// <summary>The values and run reasons of a tracked step.</summary>
    public ImmutableArray<(object Value, IncrementalStepRunReason Reason)> Step(string name) =>
        Result.TrackedSteps.TryGetValue(name, out var steps) ? [.. steps.SelectMany(step => step.Outputs)] : [];

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        var run = new GeneratorRun(driver, output, diagnostics);
        Assert.True(run.Result.Exception is null, $"The generator threw: {run.Result.Exception}");
        if (!diagnostics.IsEmpty && !output.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && !d.IsWarningAsError))
            Assert.Fail($"C# has no error that would hide what analyzers report, but the generator reported: {string.Join("\n", diagnostics)}");
        return run;
    }
}
