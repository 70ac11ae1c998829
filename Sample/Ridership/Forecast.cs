namespace NetGen.Sample.Ridership;

/// <summary>Predicted distributions beside what came: a normal distribution for each day.</summary>
internal sealed class Forecast
{
    private readonly double[] _mean, _sigma, _truth;

    /// <summary>Takes predictions.</summary>
    /// <param name="mean">The mean of each day.</param>
    /// <param name="sigma">The standard deviation of each day, positive.</param>
    /// <param name="truth">What came.</param>
    public Forecast(double[] mean, double[] sigma, float[] truth) =>
        (_mean, _sigma, _truth) = (mean, sigma, Array.ConvertAll(truth, value => (double)value));

    /// <summary>The number of days.</summary>
    public int Count => _truth.Length;

    /// <summary>The share of the variance that the means explain: 1 − Σ(y − ŷ)² / Σ(y − ȳ)².</summary>
    public double R2
    {
        get
        {
            double average = _truth.Average();
            return 1 - (Average(i => Error(i) * Error(i)) / Average(i => (_truth[i] - average) * (_truth[i] - average)));
        }
    }

    /// <summary>The mean of what came minus what was predicted.</summary>
    public double Bias => Average(Error);

    /// <summary>The mean absolute error.</summary>
    public double Mae => Average(i => Math.Abs(Error(i)));

    /// <summary>The root of the mean squared error.</summary>
    public double Rmse => Math.Sqrt(Average(i => Error(i) * Error(i)));

    /// <summary>The mean negative log likelihood, in nats.</summary>
    public double Nll => Average(NllOf);

    /// <summary>
    /// How far the truth's quantiles are from uniform: the mean distance of the sorted quantiles Φ((y − ŷ)/σ) from those of a uniform distribution. 0 is perfect; sigmas
    /// half or twice as large as they should be give about 0.1.
    /// </summary>
    public double CalibrationError
    {
        get
        {
            double[] quantiles = [.. Enumerable.Range(0, Count).Select(i => NormalDistribution(Error(i) / _sigma[i])).Order()];
            return Average(i => Math.Abs(quantiles[i] - ((i + 0.5) / Count)));
        }
    }

    /// <summary>The predicted standard deviation of a day.</summary>
    public double Sigma(int day) => _sigma[day];

    /// <summary>The predicted mean of a day.</summary>
    public double Mean(int day) => _mean[day];

    /// <summary>What came on a day.</summary>
    public double Truth(int day) => _truth[day];

    /// <summary>The negative log likelihood of one day, in nats.</summary>
    public double NllOf(int day)
    {
        double z = Error(day) / _sigma[day];
        return Math.Log(_sigma[day]) + (0.5 * z * z) + (0.5 * Math.Log(2 * Math.PI));
    }

    /// <summary>The share of days at most so many sigmas away from their mean.</summary>
    public double Within(double sigmas) => Average(i => Math.Abs(Error(i)) <= sigmas * _sigma[i] ? 1 : 0);

    /// <summary>The same means with one standard deviation for all days.</summary>
    public Forecast WithConstantSigma(double sigma) => new(_mean, [.. _mean.Select(_ => sigma)], Array.ConvertAll(_truth, value => (float)value));

    /// <summary>Some of the days.</summary>
    public Forecast Where(Func<int, bool> keep)
    {
        int[] days = [.. Enumerable.Range(0, Count).Where(keep)];
        return new([.. days.Select(Mean)], [.. days.Select(Sigma)], [.. days.Select(day => (float)_truth[day])]);
    }

    private double Error(int day) => _truth[day] - _mean[day];

    private double Average(Func<int, double> of) => Enumerable.Range(0, Count).Average(of);

    // Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: error below 1.5e-7.
    private static double NormalDistribution(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2), t = 1 / (1 + (0.3275911 * x));
        double tail = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x) / 2;
        return z > 0 ? 1 - tail : tail;
    }
}
