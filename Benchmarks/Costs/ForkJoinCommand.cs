using System.Globalization;
using System.Runtime.CompilerServices;
using NetGen.Benchmarks.Measuring;
using NetGen.Benchmarks.Shell;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Costs;

/// <summary>
/// What it costs to share a run among threads: empty runs, one right after the other and after pauses, in which the pool's threads spin at first and then
/// park. <c>dotnet run -c Release --project Benchmarks -- forkjoin</c>.
/// </summary>
internal static class ForkJoinCommand
{
    private const int RunsOfSample = 200, SamplesOfRound = 20;

    // The pool wakes parked threads for the second, not for the first.
    private const double ShortRun = 500_000, LongRun = 50_000_000;

    private static readonly int[] Pauses = [0, 20, 200, 2_000];

    /// <summary>Measures in turn and prints a table; times are those on the wall.</summary>
    public static void Run(RunArguments arguments)
    {
        var threads = Math.Max(2, arguments.Threads);
        if (threads > Environment.ProcessorCount)
            throw new UsageException("There is one processor: a second thread has nothing to run on.");
        var cases = (from operations in (double[])[ShortRun, LongRun] from pause in Pauses select new Case(pause, operations, threads)).ToArray();
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            foreach (var item in cases)
                item.Measure(keep: round > 0);
        }

        Print(cases, arguments.Json);
    }

    private static void Print(IEnumerable<Case> cases, string? path)
    {
        using var json = new JsonLines(path, ForkJoinJson.Default);
        var table = new Table(("operations", 12), ("pause, µs", 10), ("threads", 8), ("median, µs", 11), ("p10", 8), ("p90", 8), ("shared", 8));
        foreach (var line in cases.Select(item => item.Line))
        {
            table.Row(
                Integer(line.Operations), Integer(line.IdleMicroseconds), Integer(line.Threads), Table.Number(line.MedianMicroseconds), Table.Number(line.P10), Table.Number(line.P90),
                Table.Percent(100 * line.Shared));
            json.Write(line);
        }
    }

    private static string Integer(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Case(int pause, double operations, int threads)
    {
        private readonly Samples _times = new();
        private readonly Workspace _workspace = new(rows: 16, floatsPerRow: 0, fixedFloats: 0);
        private readonly RunOptions _options = new() { Threads = threads, Operations = operations, Barriers = 1 };
        private int _runs;
        private int _shared;

        public ForkJoinLine Line => new(
            pause, operations, threads, Math.Round(_times.Median, 4), Math.Round(_times.Quantile(0.1), 4), Math.Round(_times.Quantile(0.9), 4), Math.Round((double)_shared / _runs, 4));

        public void Measure(bool keep)
        {
            // Without pauses a run is shorter than the clock is fine, and a sample is many of them.
            var runs = pause == 0 ? RunsOfSample : 1;
            for (var sample = 0; sample < SamplesOfRound; sample++)
            {
                Idle();
                var begin = CpuClock.Now(threads);
                for (var i = 0; i < runs; i++)
                    RunOnce();
                var time = (CpuClock.Now(threads) - begin) / 1e3 / runs;
                if (!keep)
                    continue;
                _times.Add(time);
                _runs++;
                _shared += EmptyProgram.Workers > 1 ? 1 : 0;
            }
        }

        private void RunOnce() => ProgramRunner.Run<EmptyProgram>(
            WorkerPool.Shared, _workspace, ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), new FewBindings(16), _options);

        private void Idle()
        {
            if (pause == 0)
                RunOnce();
            for (var begin = CpuClock.Now(threads); (CpuClock.Now(threads) - begin) / 1e3 < pause;)
                Thread.SpinWait(1);
        }
    }
}
