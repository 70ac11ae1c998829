using System.Globalization;

namespace NetGen.Sample.Plotting;

/// <summary>One axis of a chart: a range of values, ticks at round numbers, and where a value lies on the picture.</summary>
internal sealed class Axis
{
    private readonly double _begin;
    private readonly double _end;

    /// <summary>Covers <paramref name="values"/>, widened to the ticks around them.</summary>
    /// <param name="values">Finite values; none is as good as 0 and 1.</param>
    /// <param name="begin">The coordinate of the least value.</param>
    /// <param name="end">The coordinate of the greatest value; below <paramref name="begin"/> on an axis that goes up.</param>
    /// <param name="mostTicks">The number of intervals that should not be exceeded by much.</param>
    /// <param name="whole">Whether ticks stand at whole numbers only, and the range is not widened.</param>
    public Axis(IEnumerable<double> values, double begin, double end, int mostTicks, bool whole = false)
    {
        var (low, high) = Range(values);
        Step = RoundStep((high - low) / mostTicks);
        if (whole)
            Step = Math.Max(1, Math.Round(Step));
        Low = whole ? low : Math.Floor(low / Step) * Step;
        High = whole ? high : Math.Ceiling(high / Step) * Step;
        _begin = begin;
        _end = end;
    }

    /// <summary>The least value of the axis.</summary>
    public double Low { get; }

    /// <summary>The greatest value of the axis.</summary>
    public double High { get; }

    /// <summary>The distance between ticks: 1, 2 or 5 times a power of ten.</summary>
    public double Step { get; }

    /// <summary>The values with a tick.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            double first = Math.Ceiling((Low / Step) - 1e-9);
            for (int i = 0; ((first + i) * Step) <= High + (Step * 1e-9); i++)
                yield return (first + i) * Step;
        }
    }

    /// <summary>The coordinate of a value.</summary>
    public double At(double value) => _begin + ((value - Low) / (High - Low) * (_end - _begin));

    /// <summary>A tick's value with as many decimals as the step needs.</summary>
    public string Text(double tick)
    {
        int decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(Step) + 1e-9));
        // Adding 0 makes a negative zero positive.
        double rounded = Math.Round(tick, Math.Min(decimals, 15)) + 0.0;
        return Math.Abs(rounded) >= 1e6 || decimals > 4
            ? rounded.ToString("0.##e0", CultureInfo.InvariantCulture)
            : rounded.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high)
            return (0, 1);
        double least = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9;
        return high - low > least ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double digit = step / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
