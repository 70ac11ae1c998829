namespace NetGen.Sample.Ridership;

/// <summary>What all runs say of the same days; numbers are means over the runs.</summary>
/// <param name="Dates">The days.</param>
/// <param name="Forecasts">One forecast for each run.</param>
internal sealed record RidershipDays(DateOnly[] Dates, IReadOnlyList<Forecast> Forecasts)
{
    /// <summary>The mean sigma of weekdays over that of week-ends.</summary>
    public double SigmaRatio => MeanSigma(weekEnd: false) / MeanSigma(weekEnd: true);

    /// <summary>The mean predicted sigma of Saturdays and Sundays, or of the other days.</summary>
    public double MeanSigma(bool weekEnd)
    {
        int[] days = [.. Enumerable.Range(0, Dates.Length).Where(i => IsWeekEnd(Dates[i]) == weekEnd)];
        return Mean(forecast => days.Average(forecast.Sigma));
    }

    /// <summary>The mean of a number over the runs.</summary>
    public double Mean(Func<Forecast, double> of) => Forecasts.Average(of);

    private static bool IsWeekEnd(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
