using NetGen.Benchmarks.Costs;
using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Networks;

/// <summary>The commands that measure networks alone: those that are there compiled ahead of time, too.</summary>
internal static class NetworkCommands
{
    /// <summary>Runs the command if it is one of these.</summary>
    /// <param name="args">The command with its options.</param>
    /// <returns>Whether it is.</returns>
    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case ["network", .. var rest]:
                NetworkCommand.Run(RunArguments.Parse(rest));
                return true;
            case ["startup", "once", var started]:
                StartUpCommand.Measure(started);
                return true;
            case ["startup", .. var rest]:
                StartUpCommand.Run(RunArguments.Parse(rest));
                return true;
            default:
                return false;
        }
    }
}
