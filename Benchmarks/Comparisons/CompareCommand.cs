using System.Globalization;
using NetGen.Benchmarks.Comparisons.Products;
using NetGen.Benchmarks.Comparisons.Updates;
using NetGen.Benchmarks.Comparisons.Vectors;
using NetGen.Benchmarks.Measuring;
using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Comparisons;

/// <summary>Compares kernels with other ways to compute the same: <c>dotnet run -c Release --project Benchmarks -- compare</c>.</summary>
internal static class CompareCommand
{
    // OpenBLAS's threads spin on after their work and would take a processor from whoever is measured next.
    private static readonly TimeSpan SpinningTime = TimeSpan.FromMilliseconds(300);

    /// <summary>All comparisons, in order.</summary>
    public static IReadOnlyList<Comparison> All { get; } = [.. ProductComparisons.All, .. VectorComparisons.All, .. ReductionComparisons.All, .. UpdateComparisons.All];

    /// <summary>Runs the chosen comparisons, all contenders of all in turn, round after round.</summary>
    public static void Run(RunArguments arguments)
    {
        var chosen = arguments.Filter.Choose(All, item => item.Name);
        using var json = new JsonLines(arguments.Json, CompareJson.Default);
        Console.WriteLine(OpenBlas.Load(arguments.Threads));
        var items = chosen.Select(item => (Item: item, Entries: Open(item, arguments.Threads))).ToArray();
        var peak = Rounds.Measure([.. items.SelectMany(item => item.Entries.Select(entry => entry.Subject))], arguments);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Up to {arguments.Threads} threads; peak of fused multiply-adds {peak:F0} GFLOP/s; beside each other contender how many times as long it takes"));
        Print(items.Select(item => (Line[])[.. item.Entries.Select(entry => new Line(item.Item, entry.Contender, entry.Subject, arguments.Threads, peak))]), json);
    }

    private static (Contender Contender, Subject Subject)[] Open(Comparison item, int threads) =>
    [
        .. from contender in item.Open(threads)
           let spins = threads > 1 && contender.Name == Contender.OpenBlas
           select (contender, new Subject(contender.Repeat, threads) { RestAfterRound = spins ? SpinningTime : TimeSpan.Zero }),
    ];

    private static void Print(IEnumerable<Line[]> items, JsonLines json)
    {
        Console.WriteLine();
        var table = new Table(
            ("", 32), ("netgen, µs", 10), ("GFLOP/s", 8), ("of peak", 8), ("ns/element", 10), ("GB/s", 6), ("loop, µs", 10), ("×", 6), ("TensorPrim.", 11), ("×", 6), ("OpenBLAS", 10), ("×", 6));
        foreach (var lines in items)
        {
            var ours = lines[0].Result(lines[0]);
            var cells = new List<string> { ours.Item, Table.Number(ours.MedianMicroseconds) };
            cells.AddRange([Table.Number(ours.Gflops ?? double.NaN), Table.Percent(ours.PercentOfPeak ?? double.NaN)]);
            cells.AddRange([Table.Number(ours.NanosecondsPerElement ?? double.NaN), Table.Number(ours.GigabytesPerSecond)]);
            foreach (var name in Contender.Names.Skip(1))
            {
                var result = lines.FirstOrDefault(line => line.Contender.Name == name)?.Result(lines[0]);
                cells.AddRange([Table.Number(result?.MedianMicroseconds ?? double.NaN), Table.Number(result?.Ratio ?? double.NaN)]);
            }

            table.Row([.. cells]);
            foreach (var line in lines)
                json.Write(line.Result(lines[0]));
        }
    }

    private sealed record Line(Comparison Item, Contender Contender, Subject Subject, int Threads, double Peak)
    {
        private double Median => Subject.Times.Median;

        public CompareLine Result(Line ours)
        {
            double? gflops = Item.Operations > 0 ? Item.Operations / Median / 1e3 : null;
            return new CompareLine(
                Item.Name,
                Contender.Name,
                Threads,
                Math.Round(Median, 4),
                Math.Round(Subject.Times.Quantile(0.1), 4),
                Math.Round(Subject.Times.Quantile(0.9), 4),
                gflops is null ? null : Math.Round(gflops.Value, 2),
                gflops is null ? null : Math.Round(100 * gflops.Value / Peak, 2),
                Item.Elements > 0 ? Math.Round(1e3 * Median / Item.Elements, 4) : null,
                Math.Round(Item.Bytes / Median / 1e3, 2),
                Math.Round(Median / ours.Median, 3));
        }
    }
}
