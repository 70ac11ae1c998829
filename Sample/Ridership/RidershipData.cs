using NetGen.Sample.Shell;

namespace NetGen.Sample.Ridership;

/// <summary>The days, split by time: the last fifth to test, the tenth before it to stop early, the rest to train.</summary>
internal sealed class RidershipData
{
    private const int Numbers = 48, Weekdays = 7, Months = 12;
    private const int Width = Numbers + Weekdays + Months;
    private const string Input = "x", Target = "y";
    private static readonly string[] NotInputs = ["date", "ridership"];

    private RidershipData(DateOnly[] days, DataSet data)
    {
        int validation = (int)Math.Round(days.Length * 0.7), test = (int)Math.Round(days.Length * 0.8);
        var raw = data.Slice(..validation);
        (Inputs, Targets) = (Standardizer.Fit(raw, Input), Standardizer.Fit(raw, Target));
        var standardised = Targets.Apply(Inputs.Apply(data, Input), Target);
        Training = new(days[..validation], standardised.Slice(..validation), this);
        Validation = new(days[validation..test], standardised.Slice(validation..test), this);
        Test = new(days[test..], standardised.Slice(test..), this);
    }

    /// <summary>Mean and standard deviation of each input over the training days.</summary>
    public Standardizer Inputs { get; }

    /// <summary>Mean and standard deviation of the passengers, in thousands, over the training days.</summary>
    public Standardizer Targets { get; }

    /// <summary>The days to learn from.</summary>
    public Days Training { get; }

    /// <summary>The days that say when to stop.</summary>
    public Days Validation { get; }

    /// <summary>The days that nothing is chosen by.</summary>
    public Days Test { get; }

    /// <summary>Reads the file: 48 numbers a day, to which the day of the week and the month are added as 0 and 1.</summary>
    /// <exception cref="UsageException">The file is not there, or is another.</exception>
    public static RidershipData Read(string path)
    {
        var table = CsvTable.Read(path, NotInputs);
        string[] numbers = [.. table.Header.Except(NotInputs)];
        if (numbers.Length != Numbers || table.Rows < 100)
            throw new UsageException($"'{path}' has {numbers.Length} input columns and {table.Rows} rows; the network takes {Numbers} inputs, and at least 100 rows are needed.");
        var days = table.Days("date");
        var x = new float[table.Rows * Width];
        for (int column = 0; column < Numbers; column++)
        {
            var values = table.Numbers(numbers[column]);
            for (int row = 0; row < values.Length; row++)
                x[(row * Width) + column] = values[row];
        }

        for (int row = 0; row < days.Length; row++)
        {
            x[(row * Width) + Numbers + (int)days[row].DayOfWeek] = 1;
            x[(row * Width) + Numbers + Weekdays + days[row].Month - 1] = 1;
        }

        return new RidershipData(days, new DataSet().Add(Input, x, Width).Add(Target, table.Numbers("ridership")));
    }

    /// <summary>A run of consecutive days.</summary>
    /// <param name="Dates">The days.</param>
    /// <param name="Data">Standardised inputs <c>x</c> and passengers <c>y</c>.</param>
    /// <param name="Source">What the days are part of.</param>
    internal sealed record Days(DateOnly[] Dates, DataSet Data, RidershipData Source)
    {
        /// <summary>Standardised inputs, 67 a day.</summary>
        public ReadOnlySpan<float> X => Data[Input].Floats;

        /// <summary>Thousands of passengers each day.</summary>
        public float[] Passengers { get; } = Restore(Data, Source);

        private static float[] Restore(DataSet data, RidershipData source)
        {
            float[] values = [.. data[Target].Floats];
            source.Targets.Invert(values);
            return values;
        }
    }
}
