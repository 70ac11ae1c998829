using NetGen.Benchmarks.Measuring;
using NetGen.Benchmarks.Shell;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Costs;

/// <summary>
/// What a prediction pays to find that what it computed from the parameters alone is still valid: with parameters of its own, and with those of other networks
/// beside. <c>dotnet run -c Release --project Benchmarks -- versioncheck</c>.
/// </summary>
internal static class VersionCheckCommand
{
    private const int ChecksOfSample = 1_000_000, Floats = 16;

    /// <summary>Measures in turn and prints a table, in nanoseconds of processor time.</summary>
    public static void Run(RunArguments arguments)
    {
        ParameterSet Of(params ReadOnlySpan<ParameterSet> others) => new(new ParameterLayout([new("kernel", [4, 4], 0, Initializer.Zeros)]), others);
        (string Name, ParameterSet Parameters)[] cases = [("its own", Of()), ("of one other network, too", Of(Of())), ("of two, too", Of(Of(), Of()))];
        var times = cases.Select(_ => new Samples()).ToArray();
        for (var round = 0; round <= arguments.Rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                var time = Measure(cases[i].Parameters);
                if (round > 0)
                    times[i].Add(time);
            }
        }

        var table = new Table(("parameters", 26), ("median, ns", 11), ("p10", 8), ("p90", 8));
        for (var i = 0; i < cases.Length; i++)
            table.Row(cases[i].Name, Table.Number(times[i].Median), Table.Number(times[i].Quantile(0.1)), Table.Number(times[i].Quantile(0.9)));
    }

    private static double Measure(ParameterSet parameters)
    {
        var begin = CpuClock.Now(1);
        var sum = 0f;
        for (var i = 0; i < ChecksOfSample; i++)
            sum += DerivedValues.Of<EmptyProgram>(parameters, Floats, 0)[0];
        GC.KeepAlive(sum);
        return (double)(CpuClock.Now(1) - begin) / ChecksOfSample;
    }
}
