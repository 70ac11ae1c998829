namespace NetGen;

/// <summary>A gradient is not the derivative.</summary>
public sealed class GradientMismatchException : Exception
{
    internal GradientMismatchException(GradientReport report)
        : base($"{report.Results.Sum(result => result.Wrong)} elements of the gradients of {report.Subject} are wrong, first of all {report.Worst}\n{report}") =>
        Report = report;

    /// <summary>All that was found.</summary>
    public GradientReport Report { get; }
}
