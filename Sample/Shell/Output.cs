using Spectre.Console;

namespace NetGen.Sample.Shell;

/// <summary>What commands print.</summary>
internal static class Output
{
    private const int FileWidth = 200;

    /// <summary>Prints a heading and a table whose first column is text and whose others are numbers.</summary>
    public static void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        // A file has no edge at which lines would have to be broken.
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = FileWidth;
        Console.WriteLine(title);
        var table = new Table { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            var header = new TableColumn(Markup.Escape(column));
            table.AddColumn(table.Columns.Count == 0 ? header : header.RightAligned());
        }

        foreach (string[] row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    /// <summary>Prints the last line of a command, for programs that read it: <c>result: key=value …</c>, the same in every culture.</summary>
    public static void Result(params (string Key, string Value)[] values) =>
        Console.WriteLine($"result: {string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"))}");
}
