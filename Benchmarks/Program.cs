using BenchmarkDotNet.Running;
using NetGen.Benchmarks;
using NetGen.Benchmarks.Accuracy;
using NetGen.Benchmarks.Comparisons;
using NetGen.Benchmarks.Costs;
using NetGen.Benchmarks.Networks;
using NetGen.Benchmarks.Repeats;
using NetGen.Benchmarks.Shell;

const int UsageError = 2;

try
{
    switch (args)
    {
        case ["compile"]:
            CompileSpeed.Measure();
            break;
        case ["analyzers"]:
            await AnalyzerCost.MeasureAsync(AnalyzerCost.DefaultNetworks);
            break;
        case ["analyzers", var networks] when int.TryParse(networks, out var count) && count > 0:
            await AnalyzerCost.MeasureAsync(count);
            break;
        case ["accuracy", .. var rest]:
            AccuracyCommand.Run(rest);
            break;
        case ["compare", .. var rest]:
            CompareCommand.Run(RunArguments.Parse(rest));
            break;
        case ["forkjoin", .. var rest]:
            ForkJoinCommand.Run(RunArguments.Parse(rest));
            break;
        case ["versioncheck", .. var rest]:
            VersionCheckCommand.Run(RunArguments.Parse(rest));
            break;
        case ["repeats", .. var rest]:
            RepeatsCommand.Run(RunArguments.Parse(rest));
            break;
        default:
            if (!NetworkCommands.TryRun(args))
                RunBenchmarks(args);
            break;
    }

    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return UsageError;
}

// In a method of its own: loading BenchmarkDotNet would count as start-up of everything else. A process for each benchmark would have to build this project
// again, under a name that its file does not have.
static void RunBenchmarks(string[] args) =>
    BenchmarkSwitcher.FromAssembly(typeof(CompileSpeed).Assembly).Run([.. args.Where(arg => arg is not ("--inProcess" or "-i")), "--inProcess"]);
