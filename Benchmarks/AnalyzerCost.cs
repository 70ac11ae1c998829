using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;

namespace NetGen.Benchmarks;

/// <summary>
/// What the analyzers add to a build: <c>dotnet run -c Release --project Benchmarks -- analyzers [networks]</c>. A project of so many networks, each used in a
/// training loop, is compiled with the generator, then once more with each analyzer. Times are processor time, and contain what Roslyn does for an analyzer that runs alone.
/// </summary>
internal static class AnalyzerCost
{
    public const int DefaultNetworks = 200;

    private const int Rounds = 5;

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
        var total = 0.0;
        foreach (var analyzer in Analyzers())
        {
            var time = await BestAsync(output, analyzer);
            total += time;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {analyzer.GetType().Name,-40} {time,8:F0} ms"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result: networks={networks} compiler_ms={compile:F0} analyzers_ms={total:F0} analyzers_ms_per_network={total / networks:F2}"));
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers() => typeof(Analyzers.DefinitionAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
        .OrderBy(analyzer => analyzer.GetType().Name, StringComparer.Ordinal);

    private static double Best(Compilation compilation, Action<Compilation> run)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            // A copy has bound nothing yet.
            var copy = compilation.Clone();
            var begin = Environment.CpuUsage.TotalTime;
            run(copy);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>The time of an analyzer alone, with the binding of the code that it looks at.</summary>
    private static async Task<double> BestAsync(Compilation compilation, DiagnosticAnalyzer analyzer)
    {
        var best = double.MaxValue;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => Console.Error.WriteLine(exception), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        for (var i = 0; i < Rounds; i++)
        {
            var begin = Environment.CpuUsage.TotalTime;
            var run = compilation.Clone().WithAnalyzers(ImmutableArray.Create(analyzer), options);
            await run.GetAnalyzerDiagnosticsAsync();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
        }

        return best;
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
