namespace NetGen;

/// <summary>
/// Shifts and scales each feature of a column to mean 0 and standard deviation 1, as measured on the rows it was fitted to. Fit it on
/// the training rows only: test rows must not influence it.
/// </summary>
public sealed class Standardizer
{
    private const string MeanName = "mean";
    private const string ScaleName = "scale";

    private readonly float[] _mean;
    private readonly float[] _scale;

    private Standardizer(float[] mean, float[] scale)
    {
        _mean = mean;
        _scale = scale;
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>The standard deviation of each feature (of the population); 1 for a feature that never varies.</summary>
    public ReadOnlySpan<float> Scale => _scale;

    /// <summary>The number of features: the width of the column.</summary>
    public int Width => _mean.Length;

    /// <summary>Measures a column of floats.</summary>
    /// <exception cref="ArgumentException">There is no such column, it holds integers, has no rows or a value that is not finite.</exception>
    public static Standardizer Fit(DataSet training, string column)
    {
        ArgumentNullException.ThrowIfNull(training);
        var values = training[column];
        if (values.Type != ElementType.Float32)
            throw new ArgumentException($"Column '{column}' holds integers; only floats can be standardised.", nameof(column));
        return Fit(values.Floats, values.Width);
    }

    /// <summary>Measures rows of <paramref name="width"/> features.</summary>
    /// <exception cref="ArgumentException">There are no whole rows, or a value is not finite.</exception>
    public static Standardizer Fit(ReadOnlySpan<float> values, int width)
    {
        Require.AtLeast(1, width, nameof(width));
        if (values.IsEmpty || values.Length % width != 0)
            throw new ArgumentException($"{values.Length} values are not one or more whole rows of {width}.", nameof(values));
        int bad = FirstNotFinite(values);
        if (bad >= 0)
            throw new ArgumentException($"Feature {bad % width} of row {bad / width} is {values[bad]}; no mean can be taken.", nameof(values));
        var mean = new float[width];
        var scale = new float[width];
        for (int feature = 0; feature < width; feature++)
            (mean[feature], scale[feature]) = Measure(values, feature, width);
        return new(mean, scale);
    }

    /// <summary>Standardises rows in place.</summary>
    public void Apply(Span<float> values)
    {
        CheckRows(values.Length);
        for (int i = 0, feature = 0; i < values.Length; i++, feature = feature + 1 == Width ? 0 : feature + 1)
            values[i] = (values[i] - _mean[feature]) / _scale[feature];
    }

    /// <summary>Turns standardised rows back into the original unit, in place: predictions of a standardised target.</summary>
    public void Invert(Span<float> values)
    {
        CheckRows(values.Length);
        for (int i = 0, feature = 0; i < values.Length; i++, feature = feature + 1 == Width ? 0 : feature + 1)
            values[i] = (values[i] * _scale[feature]) + _mean[feature];
    }

    /// <summary>Turns differences of standardised values, such as a predicted standard deviation, back into the original unit, in place.</summary>
    public void InvertScale(Span<float> values)
    {
        CheckRows(values.Length);
        for (int i = 0, feature = 0; i < values.Length; i++, feature = feature + 1 == Width ? 0 : feature + 1)
            values[i] *= _scale[feature];
    }

    /// <summary>A data set with a standardised copy of a column; its other columns are shared.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it is not of floats of the width that was fitted.</exception>
    public DataSet Apply(DataSet data, string column)
    {
        ArgumentNullException.ThrowIfNull(data);
        var original = data[column];
        if (original.Type != ElementType.Float32 || original.Width != Width)
            throw new ArgumentException($"Fitted to rows of {Width} floats; the data set has {original}.", nameof(data));
        float[] values = original.Floats.ToArray();
        Apply(values);
        return data.Map(each => each == original ? new DataColumn(each.Name, [.. each.RowShape], each.Rows, values) : each);
    }

    /// <summary>Writes means and scales to a safetensors file.</summary>
    public void Save(string path) =>
        Safetensors.Write(path, [new(MeanName, [Width]), new(ScaleName, [Width])], index => index == 0 ? _mean : _scale);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is not well-formed or holds something else.</exception>
    public static Standardizer Load(string path)
    {
        using var file = Safetensors.Open(path);
        if (file.Find(MeanName) is not { Shape: [> 0 and var width] } || file.Find(ScaleName) is not { Shape: [var scales] } || scales != width)
            throw new InvalidDataException($"'{path}' does not hold the means and scales of a standardizer.");
        var result = new Standardizer(file.Read(MeanName), file.Read(ScaleName));
        return FirstNotFinite(result.Mean) < 0 && FirstNotFinite(result.Scale) < 0 && Array.TrueForAll(result._scale, scale => scale > 0)
            ? result
            : throw new InvalidDataException($"'{path}' holds a mean that is not finite or a scale that is not positive.");
    }

    private static (float Mean, float Scale) Measure(ReadOnlySpan<float> values, int feature, int width)
    {
        int rows = values.Length / width;
        double sum = 0;
        for (int i = feature; i < values.Length; i += width)
            sum += values[i];
        double mean = sum / rows;
        double squares = 0;
        for (int i = feature; i < values.Length; i += width)
            squares += (values[i] - mean) * (values[i] - mean);
        float scale = (float)Math.Sqrt(squares / rows);
        // A spread that is only the rounding of the mean is none.
        return ((float)mean, scale > 1e-7 * Math.Abs(mean) ? scale : 1f);
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }

    private void CheckRows(int length)
    {
        if (length % Width != 0)
            throw new ArgumentException($"{length} values are not whole rows of {Width}, the width that was fitted.");
    }
}
