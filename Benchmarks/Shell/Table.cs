using System.Globalization;

namespace NetGen.Benchmarks.Shell;

/// <summary>A table on the console whose rows appear as they are known. The first column is aligned to the left, the others to the right.</summary>
internal sealed class Table
{
    private readonly int[] _widths;

    /// <summary>Prints the head.</summary>
    /// <param name="columns">Names and widths.</param>
    public Table(params (string Name, int Width)[] columns)
    {
        _widths = [.. columns.Select(column => column.Width)];
        Row([.. columns.Select(column => column.Name)]);
        Console.WriteLine(new string('─', _widths.Sum() + (2 * (_widths.Length - 1))));
    }

    /// <summary>Prints a row.</summary>
    public void Row(params string[] cells) =>
        Console.WriteLine(string.Join("  ", cells.Select((cell, i) => i == 0 ? cell.PadRight(_widths[i]) : cell.PadLeft(_widths[i]))).TrimEnd());

    /// <summary>A number with three significant digits, or all digits before the point.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "–";
        var digits = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-9))), 0, 4);
        return value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double value) => double.IsNaN(value) ? "–" : value.ToString("F1", CultureInfo.InvariantCulture) + " %";
}
