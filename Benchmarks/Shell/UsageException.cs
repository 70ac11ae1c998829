namespace NetGen.Benchmarks.Shell;

/// <summary>The command line is not what the command needs; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
