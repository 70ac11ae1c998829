using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Benchmarks.Measuring;
using NetGen.Benchmarks.Shell;
using NetGen.Generator;

namespace NetGen.Benchmarks.Repeats;

/// <summary>
/// What repeated work costs: <c>DOTNET_PROCESSOR_COUNT=1 dotnet run -c Release --project Benchmarks -- repeats</c>. The programs of <c>docs/repeated-work.md</c>, as written and
/// after the fixes, are compiled and run in turn. Networks and trainers are made in each run.
/// </summary>
internal static class RepeatsCommand
{
    private const int RunRounds = 200;

    // The JIT compiles its last tier 100 ms after the first one has nothing more to do.
    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(250);

    public static void Run(RunArguments arguments)
    {
        if (Environment.ProcessorCount > 1)
            throw new UsageException("repeats measures the processor time of one thread: set the environment variable DOTNET_PROCESSOR_COUNT=1.");
        using var json = new JsonLines(arguments.Json, RepeatsJson.Default);
        var table = new Table(("program", 42), ("as written, µs", 14), ("fixed, µs", 10), ("×", 6));
        foreach (var program in RepeatedWorkPage.Read(ReadPage()))
        {
            Func<int, float[]> written = Compile(program.WrittenFile), repaired = Compile(program.FixedFile);
            foreach (var run in new[] { written, repaired })
                run(RunRounds);
            Thread.Sleep(TieringDelay);
            var (before, after) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < arguments.Rounds; round++)
                (before, after) = (Math.Min(before, Time(written)), Math.Min(after, Time(repaired)));
            table.Row(program.Title, Table.Number(before), Table.Number(after), (before / after).ToString("F2", CultureInfo.InvariantCulture));
            json.Write(new RepeatsLine(program.Title, string.Join(" ", program.Ids), Math.Round(before, 3), Math.Round(after, 3)));
        }
    }

    /// <summary>Microseconds of one round.</summary>
    private static double Time(Func<int, float[]> run)
    {
        var begin = CpuClock.Now(threads: 1);
        run(RunRounds);
        return (CpuClock.Now(threads: 1) - begin) / 1e3 / RunRounds;
    }

    private static string ReadPage()
    {
        using var stream = typeof(RepeatsCommand).Assembly.GetManifestResourceStream(RepeatedWorkPage.Path)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Func<int, float[]> Compile(string source)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            $"Repeats{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText("global using System; global using System.Linq;", options), CSharpSyntaxTree.ParseText(source, options)],
            trusted.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException($"A program of {RepeatedWorkPage.Path} does not compile: {result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        image.Position = 0;
        var run = AssemblyLoadContext.Default.LoadFromStream(image).GetType("Example")!.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;
        return run.CreateDelegate<Func<int, float[]>>();
    }
}

/// <summary>A line of results.</summary>
/// <param name="Program">The section of the page.</param>
/// <param name="Ids">What is reported for it.</param>
/// <param name="WrittenUs">Microseconds of a round as written.</param>
/// <param name="FixedUs">Microseconds of a round after the fixes.</param>
internal sealed record RepeatsLine(string Program, string Ids, double WrittenUs, double FixedUs);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RepeatsLine))]
internal sealed partial class RepeatsJson : JsonSerializerContext;
