using NetGen.Sample.Shell;

namespace NetGen.Sample.Mixture;

/// <summary>Printed capital letters, distorted, by sixteen measurements of each.</summary>
internal static class LetterData
{
    private const int TrainingRows = 16000;

    // Measurements are whole numbers from 0 to 15.
    private const float Centre = 7.5f;

    private static readonly string[] Features =
    [
        "x_box", "y_box", "width", "high", "onpix", "x_bar", "y_bar", "x2bar", "y2bar", "xybar", "x2ybr", "xy2br", "x_ege", "xegvy", "y_ege", "yegvx",
    ];

    /// <summary>Reads the file: columns <c>x</c>, scaled to −1 … 1, and <c>y</c>. The first 16,000 rows are to train, the others to test, as usual with these data.</summary>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static (DataSet Training, DataSet Test) Read(string path)
    {
        var table = CsvTable.Read(path, [.. Features, "letter"]);
        if (table.Rows <= TrainingRows)
            throw new UsageException($"'{path}' has {table.Rows} rows; the first {TrainingRows} are to train, and others are needed to test.");
        var x = new float[table.Rows * Features.Length];
        for (int feature = 0; feature < Features.Length; feature++)
        {
            var values = table.Numbers(Features[feature]);
            for (int row = 0; row < values.Length; row++)
                x[(row * Features.Length) + feature] = (values[row] - Centre) / Centre;
        }

        var data = new DataSet().Add("x", x, Features.Length).Add("y", table.Letters("letter"));
        return (data.Slice(..TrainingRows), data.Slice(TrainingRows..));
    }
}
