namespace NetGen.Sample.Shell;

/// <summary>A subcommand of the sample.</summary>
internal abstract class Command
{
    /// <summary>The word that calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>What stands between the command and its options, for the help; empty for nothing.</summary>
    public virtual string Subject => "";

    /// <summary>Its options.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="UsageException">An argument, or a file that it names, does not fit.</exception>
    public abstract void Run(Arguments arguments);
}
