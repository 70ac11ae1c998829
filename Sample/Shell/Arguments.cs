using System.Globalization;

namespace NetGen.Sample.Shell;

/// <summary>The arguments of a command: <c>--name value</c> pairs, and at most one word in front of them.</summary>
internal sealed class Arguments
{
    private readonly IReadOnlyList<Option> _options;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the arguments of <paramref name="command"/>.</summary>
    /// <exception cref="UsageException">An option is not the command's, is given twice, or lacks its value.</exception>
    public Arguments(Command command, ReadOnlySpan<string> arguments)
    {
        _options = command.Options;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                if (command.Subject.Length == 0 || Subject is not null)
                    throw new UsageException($"'{argument}' is not expected here. Options are written --name value.");
                Subject = argument;
                continue;
            }

            string name = argument[2..];
            if (!_options.Any(option => option.Name == name))
                throw new UsageException($"{command.Name} has no option '{argument}'. It has {string.Join(", ", _options.Select(option => "--" + option.Name))}.");
            if (++i == arguments.Length)
                throw new UsageException($"'{argument}' needs a value.");
            if (!_values.TryAdd(name, arguments[i]))
                throw new UsageException($"'{argument}' is given twice.");
        }
    }

    /// <summary>The word in front of the options, if there is one.</summary>
    public string? Subject { get; }

    /// <summary>The option's value or its default.</summary>
    public string Text(string name) => _values.GetValueOrDefault(name) ?? _options.First(option => option.Name == name).Default;

    /// <summary>The option's value as a whole number in a range.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int Integer(string name, int least, int most = int.MaxValue)
    {
        string text = Text(name);
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"--{name} {text}: a whole number {(most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}")} is needed.");
    }

    /// <summary>The folder that the option names, made where it does not exist.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public string Folder(string name)
    {
        string path = Text(name);
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--{name} {path}: the folder cannot be made: {error.Message}");
        }
    }
}
