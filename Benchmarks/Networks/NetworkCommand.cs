using System.Globalization;
using NetGen.Benchmarks.Measuring;
using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Networks;

/// <summary>Measures predictions and training steps of whole networks: <c>dotnet run -c Release --project Benchmarks -- network</c>.</summary>
internal static class NetworkCommand
{
    /// <summary>Runs all chosen cases in turn, round after round, so that a disturbance of the machine hits all alike.</summary>
    public static void Run(RunArguments arguments)
    {
        var cases = arguments.Filter.Choose(NetworkCase.All, item => item.Name);
        using var json = new JsonLines(arguments.Json, NetworkJson.Default);
        var sessions = cases.Select(item => (item.Workload, item.Batch)).Distinct().ToDictionary(key => key, key => key.Workload.Open(key.Batch, arguments.Threads));
        try
        {
            var subjects = cases.Select(item => item.Subject(sessions[(item.Workload, item.Batch)], arguments.Threads)).ToArray();
            var peak = Rounds.Measure(subjects, arguments);
            Print(cases.Zip(subjects, (item, subject) => item.Line(subject, arguments.Threads, peak)), arguments, peak, json);
        }
        finally
        {
            foreach (var session in sessions.Values)
                session.Dispose();
        }
    }

    private static void Print(IEnumerable<NetworkLine> lines, RunArguments arguments, double peak, JsonLines json)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Up to {arguments.Threads} threads; peak of fused multiply-adds {peak:F0} GFLOP/s; times in microseconds"));
        Console.WriteLine();
        var table = new Table(("network", 16), ("phase", 7), ("batch", 5), ("median", 9), ("p10", 9), ("p90", 9), ("bytes", 6), ("GFLOP/s", 8), ("of peak", 8));
        foreach (var line in lines)
        {
            table.Row(
                line.Workload,
                line.Phase,
                line.Batch.ToString(CultureInfo.InvariantCulture),
                Table.Number(line.MedianMicroseconds),
                Table.Number(line.P10),
                Table.Number(line.P90),
                line.AllocatedBytes.ToString("N0", CultureInfo.InvariantCulture),
                Table.Number(line.Gflops),
                Table.Percent(line.PercentOfPeak));
            json.Write(line);
        }
    }
}
