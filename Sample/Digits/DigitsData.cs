using NetGen.Sample.Shell;

namespace NetGen.Sample.Digits;

/// <summary>Images of 8 × 8 pixels, scaled to 0 … 1, and the digit on each.</summary>
internal static class DigitsData
{
    /// <summary>The number of pixels of an image.</summary>
    public const int Pixels = 64;

    /// <summary>The number of classes.</summary>
    public const int Classes = 10;

    private const int TestRows = 500, Brightest = 16;

    /// <summary>Reads the file: columns <c>x</c> and <c>y</c>, all images but the last 500 to train and those to test. The digits are in no order of difficulty or time.</summary>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static (DataSet Training, DataSet Test) Read(string path)
    {
        string[] columns = [.. Enumerable.Range(0, Pixels).Select(pixel => $"p{pixel / 8}{pixel % 8}")];
        var table = CsvTable.Read(path, [.. columns, "label"]);
        if (table.Rows < 2 * TestRows)
            throw new UsageException($"'{path}' has {table.Rows} rows; the last {TestRows} are the test, and as many are needed to train.");
        var x = new float[table.Rows * Pixels];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            var values = table.Numbers(columns[pixel]);
            for (int row = 0; row < values.Length; row++)
                x[(row * Pixels) + pixel] = values[row] / Brightest;
        }

        var data = new DataSet().Add("x", x, Pixels).Add("y", table.Labels("label", Classes));
        return (data.Slice(..^TestRows), data.Slice(^TestRows..));
    }
}
