using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Tests.Harness;

/// <summary>One run of a generator over a compilation, with its steps tracked.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(GeneratorDriver driver, Compilation output)
    {
        Driver = driver;
        Output = output;
        Result = driver.GetRunResult().Results.Single();
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The user's compilation plus the generated files.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Files => Result.GeneratedSources;

    public static GeneratorRun Start(IIncrementalGenerator generator, Compilation compilation)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var parseOptions = (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options;
        return Run(CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: parseOptions, driverOptions: options), compilation);
    }

    /// <summary>Runs the same driver again, over an edited or cloned compilation.</summary>
    public GeneratorRun Again(Compilation compilation) => Run(Driver, compilation);

    /// <summary>The values and run reasons of a tracked step.</summary>
    public ImmutableArray<(object Value, IncrementalStepRunReason Reason)> Step(string name) =>
        Result.TrackedSteps.TryGetValue(name, out var steps) ? [.. steps.SelectMany(step => step.Outputs)] : [];

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        var run = new GeneratorRun(driver, output);
        Assert.True(run.Result.Exception is null, $"The generator threw: {run.Result.Exception}");
        Assert.True(diagnostics.IsEmpty, $"The generator reports nothing itself (analyzers do), but reported: {string.Join("\n", diagnostics)}");
        return run;
    }
}
