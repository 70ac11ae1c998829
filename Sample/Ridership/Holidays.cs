namespace NetGen.Sample.Ridership;

/// <summary>Days on which Chicago's offices are closed, or half empty.</summary>
internal static class Holidays
{
    /// <summary>
    /// Whether a day is New Year's Eve or Day, Memorial Day, Independence Day, Labor Day, Thanksgiving or the day after it, or in the week from Christmas Eve on;
    /// a fixed day on a week-end also counts on the Friday before or the Monday after.
    /// </summary>
    public static bool Contains(DateOnly day) => (day.Month, day.Day) switch
    {
        (12, >= 24) or (1, 1) or (7, 4) => true,
        (1, 2) or (7, 5) => day.DayOfWeek == DayOfWeek.Monday,
        (7, 3) => day.DayOfWeek == DayOfWeek.Friday,
        (5, >= 25) or (9, <= 7) => day.DayOfWeek == DayOfWeek.Monday,
        (11, >= 22 and <= 28) => day.DayOfWeek == DayOfWeek.Thursday || (day.DayOfWeek == DayOfWeek.Friday && day.Day > 22),
        (11, 29) => day.DayOfWeek == DayOfWeek.Friday,
        _ => false,
    };
}
