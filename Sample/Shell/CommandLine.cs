using System.Globalization;
using NetGen.Sample.Digits;
using NetGen.Sample.Fashion;
using NetGen.Sample.Glosses;
using NetGen.Sample.Gradients;
using NetGen.Sample.Graphs;
using NetGen.Sample.Mixture;
using NetGen.Sample.Reuse;
using NetGen.Sample.Ridership;
using NetGen.Sample.Temporal;
using NetGen.Sample.Vowels;

namespace NetGen.Sample.Shell;

/// <summary>Finds the command and runs it.</summary>
internal static class CommandLine
{
    private const int Success = 0, Failure = 1, WrongUsage = 2;
    private static readonly Command[] Commands =
    [
        new RidershipCommand(), new DigitsCommand(), new TemporalCommand(), new FashionCommand(), new TransformerCommand(),
        new GradientsCommand(), new PlotCommand(), new AdaptCommand(), new FdlrCommand(), new TransferCommand(),
        new SiameseCommand(), new VowelsCommand(), new MixtureCommand(),
    ];

    /// <summary>Runs the command that the arguments name; the first one where they name none.</summary>
    /// <returns>The exit code: 0 for success, 1 for an error of a file or the machine, 2 for wrong usage.</returns>
    public static int Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        if (arguments is ["help" or "--help" or "-h", ..] or [_, "help" or "--help" or "-h", ..])
        {
            WriteHelp(Console.Out);
            return Success;
        }

        bool isNamed = arguments.Length > 0 && !arguments[0].StartsWith('-');
        var command = isNamed ? Array.Find(Commands, each => each.Name == arguments[0]) : Commands[0];
        if (command is null)
        {
            Console.Error.WriteLine($"There is no command '{arguments[0]}'.");
            WriteHelp(Console.Error);
            return WrongUsage;
        }

        return Run(command, arguments.AsSpan(isNamed ? 1 : 0));
    }

    private static int Run(Command command, ReadOnlySpan<string> arguments)
    {
        try
        {
            command.Run(new Arguments(command, arguments));
            return Success;
        }
        catch (UsageException error)
        {
            Console.Error.WriteLine(error.Message);
            return WrongUsage;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return Failure;
        }
    }

    private static void WriteHelp(TextWriter writer)
    {
        writer.WriteLine("usage: dotnet run -c Release --project Sample -- [command] [--option value …]");
        foreach (var command in Commands)
        {
            writer.WriteLine();
            writer.WriteLine($"{command.Name} {command.Subject}".TrimEnd() + (command == Commands[0] ? "   (where no command is given)" : ""));
            writer.WriteLine($"  {command.Description}");
            foreach (var option in command.Options)
                writer.WriteLine($"    {$"--{option.Name} {option.Value}",-18} {option.Description}{(option.Default.Length == 0 ? "" : $" [{option.Default}]")}");
        }
    }
}
