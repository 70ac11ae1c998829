namespace NetGen;

/// <summary>Whether an element of a gradient is right.</summary>
internal enum SlopeVerdict
{
    Right,
    TooSmall,
    Kink,
    Wrong,
}

/// <summary>An element of a gradient by central differences, and what follows.</summary>
internal readonly record struct Slope(SlopeVerdict Verdict, double Difference, double Tolerance);

/// <summary>
/// Compares derivatives of a weighted sum of results with central differences. Where the slopes on both sides differ, the step is made smaller, until a kink
/// lies outside of it; if that does not help and the gradient is between both slopes, the element lies at a kink and says nothing.
/// </summary>
internal sealed class SlopeProbe
{
    // Results in single precision are wrong by some units in the last place.
    private const double UnitInTheLastPlace = 1.1920929e-7;
    private const double Rounding = 8 * UnitInTheLastPlace;
    private const int Attempts = 3;
    private const double Shrinking = 8;

    private readonly Action<float[]> _evaluate;
    private readonly float[] _weights;
    private readonly GradientCheckOptions _options;
    private readonly float[] _here;
    private readonly float[] _up;
    private readonly float[] _down;

    /// <param name="weights">What each result is multiplied with.</param>
    /// <param name="evaluate">Computes the results anew.</param>
    /// <param name="options">Step and tolerance.</param>
    public SlopeProbe(float[] weights, Action<float[]> evaluate, GradientCheckOptions options)
    {
        (_weights, _evaluate, _options) = (weights, evaluate, options);
        (_here, _up, _down) = (new float[weights.Length], new float[weights.Length], new float[weights.Length]);
        evaluate(_here);
    }

    /// <summary>Moves <paramref name="value"/> to both sides and back.</summary>
    public Slope Of(ref float value, double gradient)
    {
        float original = value;
        double step = _options.Step * Math.Max(1, Math.Abs(original));
        Slope first = default;
        for (int attempt = 0; ; attempt++, step /= Shrinking)
        {
            float up = (float)(original + step), down = (float)(original - step);
            value = up;
            _evaluate(_up);
            value = down;
            _evaluate(_down);
            value = original;
            (double difference, double noise) = Quotient(_up, _down, (double)up - down);
            double tolerance = (_options.Tolerance * Math.Max(Math.Abs(gradient), Math.Abs(difference))) + noise;
            if (attempt == 0) first = new Slope(SlopeVerdict.Wrong, difference, tolerance);
            if (Math.Abs(gradient - difference) <= tolerance)
                return new Slope(Math.Max(Math.Abs(gradient), Math.Abs(difference)) <= noise && noise > 0 ? SlopeVerdict.TooSmall : SlopeVerdict.Right, difference, tolerance);
            (double right, double rightNoise) = Quotient(_up, _here, (double)up - original);
            (double left, double leftNoise) = Quotient(_here, _down, (double)original - down);
            tolerance += rightNoise + leftNoise;
            if (!(Math.Abs(right - left) > tolerance))
                return first;
            if (attempt == Attempts - 1)
                return gradient >= Math.Min(left, right) - tolerance && gradient <= Math.Max(left, right) + tolerance ? first with { Verdict = SlopeVerdict.Kink } : first;
        }
    }

    /// <summary>A slope, and how much of it may be rounding: that of the results that changed, and the unit in the last place that hides a change.</summary>
    private (double Slope, double Noise) Quotient(float[] high, float[] low, double width)
    {
        double sum = 0, changed = 0, largest = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            double magnitude = Math.Abs(_weights[i]) * Math.Max(Math.Abs(high[i]), Math.Abs(low[i]));
            largest = Math.Max(largest, magnitude);
            if (high[i] == low[i]) continue;
            sum += _weights[i] * ((double)high[i] - low[i]);
            changed += magnitude;
        }

        return (sum / width, ((Rounding * changed) + (UnitInTheLastPlace * largest)) / width);
    }
}
