using System.Globalization;
using NetGen.Benchmarks.Shell;
using NetGen.Tests.Kernels;

namespace NetGen.Benchmarks.Accuracy;

/// <summary>
/// Compares functions of one argument with double precision for every float there is, which takes minutes: <c>dotnet run -c Release --project Benchmarks -- accuracy exp log</c>.
/// </summary>
internal static class AccuracyCommand
{
    private static readonly Sweep[] Functions =
    [
        new Sweep<ExpFunction>("exp"),
        new Sweep<Expm1Function>("expm1"),
        new Sweep<LogFunction>("log"),
        new Sweep<Log1pFunction>("log1p"),
        new Sweep<TanhFunction>("tanh"),
        new Sweep<SigmoidFunction>("sigmoid"),
        new Sweep<SoftplusFunction>("softplus"),
        new Sweep<ErfFunction>("erf"),
    ];

    /// <summary>Tries the functions of the given names, or all.</summary>
    /// <exception cref="UsageException">There is no such function.</exception>
    public static void Run(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!Functions.Any(function => function.Name == name))
                throw new UsageException($"accuracy {name}: there are {string.Join(", ", Functions.Select(function => function.Name))}.");
        }

        var table = new Table(("function", 10), ("worst, ulp", 10), ("at", 16), ("result", 16), ("not the nearest float, %", 24));
        foreach (var function in Functions)
        {
            if (!names.IsEmpty && !names.Contains(function.Name))
                continue;
            var worst = function.Run();
            table.Row(
                function.Name,
                worst.Error.ToString("F3", CultureInfo.InvariantCulture),
                worst.Argument.ToString("g9", CultureInfo.InvariantCulture),
                worst.Result.ToString("g9", CultureInfo.InvariantCulture),
                (100 * worst.NotNearest).ToString("F2", CultureInfo.InvariantCulture));
        }
    }
}
