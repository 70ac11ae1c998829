namespace NetGen;

/// <summary>Describes one metric of a network.</summary>
/// <param name="Name">The name of the metric's method in the definition, for example <c>Mae</c>.</param>
/// <param name="Kind">How the metric comes from sums over rows.</param>
/// <param name="Columns">The values per row that generated code writes, at least 1; for <see cref="MetricKind.R2"/> three per output
/// column.</param>
/// <param name="HigherIsBetter">Whether more is better; null for what the kind says.</param>
public sealed record MetricInfo(string Name, MetricKind Kind, int Columns, bool? HigherIsBetter = null)
{
    /// <summary>Whether more is better: accuracy and R² against errors. Null where neither metric nor kind says.</summary>
    public bool? HigherIsBetter { get; init; } = HigherIsBetter ?? Kind.HigherIsBetter;
}
