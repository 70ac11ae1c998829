using NetGen.Sample.Shell;

namespace NetGen.Sample.Temporal;

/// <summary>Windows of ten days with the ten that follow, split by the year of what is to be forecast: the last to test, the one before it to stop early.</summary>
internal sealed class WeatherData
{
    /// <summary>Days that a network sees, and days that it forecasts.</summary>
    public const int Days = 10;

    /// <summary>The column of a network's input, and that of its targets.</summary>
    private const string Input = "days", Target = "next";

    private readonly Standardizer _scales;

    private WeatherData(float[] features, DateOnly[] days)
    {
        int test = Array.FindIndex(days, day => day.Year == days[^1].Year), validation = Array.FindIndex(days, day => day.Year == days[^1].Year - 1);
        _scales = Standardizer.Fit(features.AsSpan(0, validation * Features.Length), Features.Length);
        _scales.Apply(features);
        Training = Windows(features, Days, validation);
        Validation = Windows(features, validation, test);
        Test = Windows(features, test, days.Length);
        TestYear = days[^1].Year;
    }

    /// <summary>The features: names, units of the errors, and the columns of the file.</summary>
    public static (string Name, string Unit, string Column)[] Features { get; } =
        [("rain", "log mm", "precipitation"), ("highest", "°C", "temp_max"), ("lowest", "°C", "temp_min"), ("wind", "m/s", "wind")];

    /// <summary>Windows to learn from.</summary>
    public DataSet Training { get; }

    /// <summary>Windows that say when to stop.</summary>
    public DataSet Validation { get; }

    /// <summary>Windows that nothing is chosen by.</summary>
    public DataSet Test { get; }

    /// <summary>The year of the test.</summary>
    public int TestYear { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static WeatherData Read(string path)
    {
        var table = CsvTable.Read(path, ["date", .. Features.Select(feature => feature.Column)]);
        var days = table.Days("date");
        if (days.Length == 0 || days.Select(day => day.Year).Distinct().Count() < 3)
            throw new UsageException($"'{path}' has not three years; the last one is the test, the one before it says when to stop.");
        var features = new float[days.Length * Features.Length];
        for (int feature = 0; feature < Features.Length; feature++)
        {
            var values = table.Numbers(Features[feature].Column);
            for (int day = 0; day < values.Length; day++)
                features[(day * Features.Length) + feature] = feature == 0 ? MathF.Log(1 + values[day]) : values[day];
        }

        return new WeatherData(features, days);
    }

    /// <summary>The forecast that tomorrow and all days after it are like today, for the windows of <paramref name="data"/>.</summary>
    public static float[] Persistence(DataSet data)
    {
        var forecast = new float[data.Rows * Features.Length * Days];
        for (int i = 0; i < forecast.Length; i++)
        {
            int row = i / (Features.Length * Days), feature = i / Days % Features.Length;
            forecast[i] = data[Input].Floats[(((row * Days) + Days - 1) * Features.Length) + feature];
        }

        return forecast;
    }

    /// <summary>The root mean square error of each feature over all days that a forecast of the test gives, in the feature's unit.</summary>
    /// <param name="forecast">Standardised values: [window, feature, day].</param>
    public double[] Errors(ReadOnlySpan<float> forecast)
    {
        var squares = new double[Features.Length];
        var truth = Test[Target].Floats;
        for (int i = 0; i < forecast.Length; i++)
            squares[i / Days % Features.Length] += Math.Pow(forecast[i] - truth[i], 2);
        float[] roots = [.. squares.Select(square => (float)Math.Sqrt(square / (Test.Rows * Days)))];
        _scales.InvertScale(roots);
        return Array.ConvertAll(roots, root => (double)root);
    }

    /// <summary>The windows whose days to forecast are the days [<paramref name="first"/>, <paramref name="end"/>).</summary>
    private static DataSet Windows(float[] features, int first, int end)
    {
        int rows = end - first - Days + 1, width = Days * Features.Length;
        float[] days = new float[rows * width], next = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            int day = first + row;
            features.AsSpan((day - Days) * Features.Length, width).CopyTo(days.AsSpan(row * width));
            for (int i = 0; i < width; i++)
                next[(row * width) + i] = features[((day + (i % Days)) * Features.Length) + (i / Days)];
        }

        return new DataSet().Add(Input, days, Days, Features.Length).Add(Target, next, width);
    }
}
