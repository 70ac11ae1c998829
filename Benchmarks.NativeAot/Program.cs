using NetGen.Benchmarks.Networks;
using NetGen.Benchmarks.Shell;

const int UsageError = 2;

try
{
    return NetworkCommands.TryRun(args) ? 0 : throw new UsageException("Commands: network, startup; as in Benchmarks.");
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return UsageError;
}
