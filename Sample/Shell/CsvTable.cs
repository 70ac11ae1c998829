using System.Globalization;
using CsvHelper;

namespace NetGen.Sample.Shell;

/// <summary>A CSV file with a header line: the text of every cell, found by the column's name.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly List<string[]> _rows;

    private CsvTable(string path, string[] header, List<string[]> rows) => (_path, Header, _rows) = (path, header, rows);

    /// <summary>The names of the columns.</summary>
    public string[] Header { get; }

    /// <summary>The number of rows below the header.</summary>
    public int Rows => _rows.Count;

    /// <summary>The file that a sample reads when the user names none: it is copied beside the program.</summary>
    public static string Bundled(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    /// <summary>Reads a file whose columns must be as <paramref name="columns"/> says.</summary>
    /// <exception cref="UsageException">There is no such file, it is not readable as CSV, or it has other columns.</exception>
    public static CsvTable Read(string path, IReadOnlyList<string> columns)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no file '{path}'. Leave --data out to use the data that come with the sample.");
        try
        {
            using var reader = CsvReader.FromFile(path);
            string[] header = [.. reader.Headers];
            RequireColumns(path, header, columns);
            var rows = new List<string[]>();
            while (reader.Read())
            {
                if (reader.FieldCount != header.Length)
                    throw new UsageException($"'{path}', row {rows.Count + 1}: {reader.FieldCount} cells, but the header names {header.Length} columns.");
                rows.Add([.. Enumerable.Range(0, header.Length).Select(reader.GetString)]);
            }

            return new CsvTable(path, header, rows);
        }
        catch (CsvFormatException error)
        {
            throw new UsageException($"'{path}' cannot be read as CSV: {error.Message}");
        }
    }

    /// <summary>A column as numbers.</summary>
    /// <exception cref="UsageException">A cell is not a finite number.</exception>
    public float[] Numbers(string column) => Column<float>(column, "a number", text =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : null);

    /// <summary>A column as whole numbers from 0 to below <paramref name="end"/>.</summary>
    /// <exception cref="UsageException">A cell is not one.</exception>
    public int[] Labels(string column, int end) => Column<int>(column, $"a whole number from 0 to {end - 1}", text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value < end ? value : null);

    /// <summary>A column of capital letters as numbers from 0 to 25.</summary>
    /// <exception cref="UsageException">A cell is not one.</exception>
    public int[] Letters(string column) => Column<int>(column, "a letter from A to Z", text => text is [>= 'A' and <= 'Z'] ? text[0] - 'A' : null);

    /// <summary>A column as days.</summary>
    /// <exception cref="UsageException">A cell is not one.</exception>
    public DateOnly[] Days(string column) => Column<DateOnly>(column, "a day such as 2016-08-28", text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null);

    private static void RequireColumns(string path, string[] header, IReadOnlyList<string> columns)
    {
        string[] missing = [.. columns.Except(header)];
        if (missing.Length == 0)
            return;
        string names = string.Join(", ", missing.Take(5).Select(name => $"'{name}'"));
        string others = missing.Length > 5 ? $" and {missing.Length - 5} others" : "";
        throw new UsageException($"'{path}' has no column {names}{others}; Sample/Data/README.md lists the columns.");
    }

    private T[] Column<T>(string column, string what, Func<string, T?> parse)
        where T : struct
    {
        int index = Array.IndexOf(Header, column);
        var values = new T[_rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = parse(_rows[i][index])
                ?? throw new UsageException($"'{_path}', row {i + 1}, column '{column}': '{_rows[i][index]}' is not {what}.");
        }

        return values;
    }
}
