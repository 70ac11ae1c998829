using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>One element of a gradient, computed in two ways.</summary>
/// <param name="Name">The parameter, or the operand of an operation.</param>
/// <param name="Index">The element, row-major.</param>
/// <param name="Gradient">What the backward pass gives.</param>
/// <param name="Difference">What central differences give.</param>
/// <param name="Tolerance">How far both may be apart.</param>
public sealed record GradientElement(string Name, int Index, double Gradient, double Difference, double Tolerance)
{
    /// <summary>How far both are apart, in tolerances: above 1 is too far.</summary>
    public double Error => Math.Abs(Gradient - Difference) / Tolerance;

    /// <summary>The element with both values, for example <c>Hidden.kernel[17]: gradient 0.5, central difference 0.25, tolerance 0.005</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}[{Index}]: gradient {Gradient:G6}, central difference {Difference:G6}, tolerance {Tolerance:G3}");
}

/// <summary>What the check of one parameter, or of one operand, came to.</summary>
/// <param name="Name">The parameter or operand.</param>
/// <param name="Checked">The elements that were compared.</param>
/// <param name="Kinks">The elements left out since the loss has a kink there: no derivative, but a slope on either side.</param>
/// <param name="TooSmall">The compared elements whose gradient is below what rounding hides: that both agree says little.</param>
/// <param name="Wrong">The elements whose values are too far apart.</param>
/// <param name="Worst">The compared element that is furthest off; null if there is none.</param>
public sealed record GradientResult(string Name, int Checked, int Kinks, int TooSmall, int Wrong, GradientElement? Worst);

/// <summary>What a <see cref="GradientCheck"/> came to.</summary>
public sealed class GradientReport
{
    internal GradientReport(string subject, IReadOnlyList<GradientResult> results) => (Subject, Results) = (subject, results);

    /// <summary>The network or operation.</summary>
    public string Subject { get; }

    /// <summary>Each parameter or operand.</summary>
    public IReadOnlyList<GradientResult> Results { get; }

    /// <summary>The element that is furthest off; null if none was compared.</summary>
    public GradientElement? Worst => Results.Select(result => result.Worst).Where(worst => worst is not null).MaxBy(worst => Order(worst!));

    /// <summary>Whether all gradients agree with central differences.</summary>
    public bool IsRight => Results.All(result => result.Wrong == 0);

    /// <summary>Throws if a gradient is wrong: the whole check is then one line of a test.</summary>
    /// <exception cref="GradientMismatchException">A gradient is wrong; the message has the worst element with both values.</exception>
    public void ThrowIfWrong()
    {
        if (!IsRight) throw new GradientMismatchException(this);
    }

    /// <summary>A line for each parameter or operand.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (GradientResult result in Results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Name}: {result.Checked} checked, {result.Wrong} wrong");
            if (result.Kinks > 0) text.Append(CultureInfo.InvariantCulture, $", {result.Kinks} at kinks");
            if (result.TooSmall > 0) text.Append(CultureInfo.InvariantCulture, $", {result.TooSmall} too small to tell");
            text.AppendLine(result.Worst is null ? "" : $"; worst {result.Worst}");
        }

        return text.ToString();
    }

    // A difference that is not a number is worse than any that is.
    private static double Order(GradientElement element) => double.IsNaN(element.Error) ? double.PositiveInfinity : element.Error;
}
