namespace NetGen;

/// <summary>How <see cref="GradientCheck"/> compares.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// How far values are moved to either side, times their magnitude where that is above 1. Central differences are wrong by about step² · f‴ / 6, and by
    /// the rounding of the loss over the step: 0.01 balances the two for losses around 1 in single precision.
    /// </summary>
    public double Step { get; init; } = 0.01;

    /// <summary>
    /// How much of the larger of both numbers they may differ by, beside what rounding explains. A mistake in a gradient is rarely below a tenth.
    /// </summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The most elements of a tensor that are checked, at least 1: spread over it, half of them where the gradient is largest.</summary>
    public int Samples { get; init; } = 32;

    /// <summary>What the choice of elements, and the values of operands in the check of an operation, depend on.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Validate()
    {
        Require(Step > 0 && double.IsFinite(Step), nameof(Step), Step, "above 0");
        Require(Tolerance > 0 && double.IsFinite(Tolerance), nameof(Tolerance), Tolerance, "above 0");
        Require(Samples >= 1, nameof(Samples), Samples, "at least 1");
    }

    private static void Require(bool met, string name, object value, string range)
    {
        if (!met) throw new ArgumentOutOfRangeException(name, value, $"GradientCheckOptions.{name} is {value}; it must be {range}");
    }
}
