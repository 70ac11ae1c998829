using NetGen.Benchmarks.Costs;
using NetGen.Benchmarks.Networks;
using NetGen.Benchmarks.Shell;

const int UsageError = 2;

try
{
    switch (args)
    {
        case ["network", .. var rest]:
            NetworkCommand.Run(RunArguments.Parse(rest));
            break;
        case ["startup", "once", var started]:
            StartUpCommand.Measure(started);
            break;
        case ["startup", .. var rest]:
            StartUpCommand.Run(RunArguments.Parse(rest));
            break;
        default:
            throw new UsageException("Commands: network, startup; as in Benchmarks.");
    }

    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return UsageError;
}
