using NetGen.Sample.Ridership;

namespace NetGen.Tests.Sample;

/// <summary>What the sample says of predicted distributions.</summary>
public sealed class ForecastTests
{
    // Φ⁻¹ of 0.1, 0.3, 0.5, 0.7, 0.9: five equally likely fifths of a normal distribution.
    private static readonly double[] Quantiles = [-1.2815516, -0.5244005, 0, 0.5244005, 1.2815516];

    [Fact]
    public void R2_OfTheTruthAndOfItsMean_IsOneAndZero()
    {
        Assert.Equal(1, Make([1, 2, 6], [1, 1, 1], [1, 2, 6]).R2, 12);
        Assert.Equal(0, Make([3, 3, 3], [1, 1, 1], [1, 2, 6]).R2, 12);
    }

    [Fact]
    public void Errors_OfKnownDifferences_AreTheirMeans()
    {
        var forecast = Make([1, 1], [1, 1], [2, 5]);
        Assert.Equal((2.5, 2.5, Math.Sqrt(8.5)), (forecast.Mae, forecast.Bias, forecast.Rmse));
    }

    [Fact]
    public void Nll_OfOneDay_IsTheNormalDensitys() =>
        Assert.Equal(-Math.Log(Math.Exp(-0.5) / (2 * Math.Sqrt(2 * Math.PI))), Make([1], [2], [3]).Nll, 12);

    [Fact]
    public void Calibration_OfTheDistributionsOwnQuantiles_IsPerfect()
    {
        var forecast = Make([10, 10, 10, 10, 10], [3, 3, 3, 3, 3], [.. Quantiles.Select(z => (float)(10 + (3 * z)))]);
        Assert.Equal(0, forecast.CalibrationError, 5);
        Assert.Equal(0.6, forecast.Within(1));
        Assert.True(forecast.WithConstantSigma(1).CalibrationError > 0.05);
    }

    [Fact]
    public void Where_SomeDays_KeepsTheirNumbers()
    {
        var last = Make([1, 2], [3, 4], [5, 6]).Where(day => day == 1);
        Assert.Equal((1, 2.0, 4.0, 6.0), (last.Count, last.Mean(0), last.Sigma(0), last.Truth(0)));
    }

    [Theory]
    [InlineData("2014-11-27", true)]
    [InlineData("2014-11-28", true)]
    [InlineData("2014-11-20", false)]
    [InlineData("2016-05-30", true)]
    [InlineData("2016-05-23", false)]
    [InlineData("2015-09-07", true)]
    [InlineData("2015-07-03", true)]
    [InlineData("2014-07-03", false)]
    [InlineData("2015-12-24", true)]
    [InlineData("2016-08-28", false)]
    public void Holidays_OfKnownDays_AreFound(string day, bool isHoliday) =>
        Assert.Equal(isHoliday, Holidays.Contains(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    private static Forecast Make(double[] mean, double[] sigma, float[] truth) => new(mean, sigma, truth);
}
