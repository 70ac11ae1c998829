namespace NetGen.Sample.Shell;

/// <summary>The command line, or a file that it names, is not what the command needs; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
