using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;
using NetGen.Generator.FrontEnd;

namespace NetGen.Benchmarks;

/// <summary>
/// What the analyzers add to a build: <c>dotnet run -c Release --project Benchmarks -- analyzers [networks]</c>. A project of so many networks, each used in a
/// training loop, is compiled with the generator's output, then once more with all analyzers. Times are processor time, for each
/// analyzer the compiler's own account: it counts waiting, and, for whoever is first to ask for a symbol, what the compiler would find out about it anyway. What the analyzer of definitions does
/// itself, tracing, is therefore measured apart, on symbols that are known.
/// </summary>
internal static class AnalyzerCost
{
    public const int DefaultNetworks = 200;

    private const int Rounds = 2;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    public static async Task MeasureAsync(int networks)
    {
        var compilation = Compile(networks);
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        if (output.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"The networks of the benchmark do not compile: {error}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{networks} networks, {output.SyntaxTrees.Count()} files, best of {Rounds} rounds, processor time:"));
        var compile = Best(output, copy => copy.GetDiagnostics());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"C# compiler, to the last diagnostic",-40} {compile,8:F0} ms"));
        var (with, times) = await BestAsync(output, [.. Analyzers()]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"the same, with all of NetGen's",-40} {with,8:F0} ms"));
        foreach (var (name, time) in times)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {name,-38} {time,8:F0} ms elapsed"));
        var trace = Best(output, copy => copy.GetDiagnostics(), Trace);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"tracing the definitions alone",-40} {trace,8:F0} ms"));
        var added = Math.Max(0, with - compile);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result: networks={networks} compiler_ms={compile:F0} analyzers_ms={added:F0} analyzers_ms_per_network={added / networks:F2} trace_ms_per_network={trace / networks:F2}"));
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers() => typeof(Analyzers.DefinitionAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .OrderBy(analyzer => analyzer.GetType().Name, StringComparer.Ordinal);

    private static void Trace(Compilation compilation)
    {
        foreach (var syntax in compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()).Where(type => type.AttributeLists.Count > 0 && type.Identifier.Text.StartsWith("Network", StringComparison.Ordinal)))
        {
            if (!NetworkParser.Parse(compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax)!, compilation, syntax, CancellationToken.None).Spec.IsValid)
                throw new InvalidOperationException($"The network {syntax.Identifier.Text} of the benchmark is not valid.");
        }
    }

    private static double Best(Compilation compilation, Action<Compilation> run) => Best(compilation, _ => { }, run);

    /// <param name="prepare">What is done to each copy before the time is taken.</param>
    private static double Best(Compilation compilation, Action<Compilation> prepare, Action<Compilation> run)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            // A copy has bound nothing yet.
            var copy = compilation.Clone();
            prepare(copy);
            var begin = Environment.CpuUsage.TotalTime;
            run(copy);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>The processor time of compiler and analyzers, which share what the compiler finds out about the code, and the time that each analyzer
    /// took by the compiler's clock.</summary>
    private static async Task<(double Time, IReadOnlyList<(string Name, double Time)> Each)> BestAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var (best, each) = (double.MaxValue, Array.Empty<(string, double)>());
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => Console.Error.WriteLine(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        for (var i = 0; i < Rounds; i++)
        {
            var begin = Environment.CpuUsage.TotalTime;
            var run = compilation.Clone().WithAnalyzers(analyzers, options);
            var result = await run.GetAnalysisResultAsync(CancellationToken.None);
            var time = (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds;
            if (time >= best)
                continue;
            best = time;
            each = [.. analyzers.Select(analyzer => (analyzer.GetType().Name, result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds))];
        }

        return (best, each);
    }

    private static CSharpCompilation Compile(int networks)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Analyzed",
            Enumerable.Range(0, networks).Select(i => CSharpSyntaxTree.ParseText(Source(i), ParseOptions, $"Network{i}.cs")),
            trusted.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static string Source(int number) => $$"""
        using System;
        using NetGen;
        using static NetGen.Activation;
        using static NetGen.Ops;

        namespace Analyzed;

        [Network]
        public partial class Network{{number}}
        {
            [Dense({{20 + (number % 50)}}, Relu), Dense(25, Relu)] private partial Tensor Trunk(Tensor x);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)] private partial Tensor MeanHead(Tensor h);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)] private partial Tensor SigmaHead(Tensor h);

            [Forward]
            private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x) => (MeanHead(Trunk(x)), Softplus(SigmaHead(Trunk(x))) + 1e-3f);

            [Loss] private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
            [Metric] private Tensor Mae(Tensor mean, [Shape(1)] Tensor y) => Abs(mean - y);
        }

        internal static class Use{{number}}
        {
            public static float Train(float[] x, float[] y)
            {
                var net = new Network{{number}}(seed: 1);
                using var trainer = net.CreateTrainer(new Adam(1e-3f), batchSize: 128);
                var loss = 0f;
                for (var epoch = 0; epoch < 10; epoch++)
                    loss += trainer.Step(x, y);
                var (mean, sigma) = (new float[128], new float[128]);
                net.Predict(x, mean, sigma);
                return loss + mean[0] + (float)net.Evaluate(x, y).Loss;
            }
        }
        """;
}
