using System.Diagnostics;
using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>A quick measure of the generator without BenchmarkDotNet: <c>dotnet run -c Release --project Benchmarks -- compile</c>.</summary>
internal static class CompileSpeed
{
    private const int WarmUp = 30;
    private const int Runs = 50;

    public static void Measure()
    {
        var loop = new EditLoop();
        var network = Median(loop.EditNetwork);
        var other = Median(loop.EditOther);
        Console.WriteLine("Twenty layers, warm, median time of one run of the generator's driver:");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  after an edit of the network  {network:F2} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  after an edit of another file {other:F2} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result: network_edit_ms={network:F2} other_edit_ms={other:F2}"));
    }

    private static double Median(Action run)
    {
        for (var i = 0; i < WarmUp; i++)
            run();
        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Runs / 2];
    }
}
