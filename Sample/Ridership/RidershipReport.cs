using System.Globalization;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Ridership;

/// <summary>What the runs came to on the test days. Numbers are means over the runs.</summary>
internal sealed class RidershipReport(RidershipData data, IReadOnlyList<RidershipRun> runs)
{
    private const int WorstDays = 5;

    private readonly DateOnly[] _days = data.Test.Dates;
    private readonly RidershipDays _validation = new(data.Validation.Dates, [.. runs.Select(run => run.Validation)]);
    private readonly RidershipDays _test = new(data.Test.Dates, [.. runs.Select(run => run.Test)]);
    private readonly RidershipDays _testWithConstantSigma = new(data.Test.Dates, [.. runs.Select(run => WithConstantSigma(run.Test, run))]);

    /// <summary>Prints the tables.</summary>
    public void Write()
    {
        WriteAccuracy();
        WriteSigma();
        WriteHolidays();
    }

    /// <summary>Prints the line for programs.</summary>
    /// <param name="stepMicroseconds">The time of one training step.</param>
    public void WriteResult(double stepMicroseconds) => Output.Result(
        ("r2", Text(_test.Mean(test => test.R2), "F4")),
        ("mae", Text(_test.Mean(test => test.Mae), "F4")),
        ("nll", Text(_test.Mean(test => test.Nll), "F4")),
        ("calibration", Text(_test.Mean(test => test.CalibrationError), "F4")),
        ("step_us", Text(stepMicroseconds, "F1")),
        ("constant_sigma_nll", Text(_testWithConstantSigma.Mean(test => test.Nll), "F4")),
        ("sigma_ratio", Text(_test.SigmaRatio, "F3")),
        ("seeds", Text(runs.Count, "F0")));

    private void WriteAccuracy()
    {
        string[] Row(string name, string epoch, params Forecast[] forecasts)
        {
            var days = new RidershipDays(_days, forecasts);
            return [name, epoch, Text(days.Mean(test => test.R2), "F4"), Text(days.Mean(test => test.Mae), "F3"), Text(days.Mean(test => test.Nll), "F3")];
        }

        Output.Table(
            "The test days, in thousands of passengers",
            ["", "best epoch", "R²", "MAE", "NLL"],
            [
                .. runs.Select(run => Row($"seed {run.Seed}", $"{run.Training.BestEpoch + 1}", run.Test)),
                Row("mean", "", [.. _test.Forecasts]),
                Row("mean, constant sigma", "", [.. _testWithConstantSigma.Forecasts]),
                Row("linear model, constant sigma", "", LinearModel.Predict(data)),
            ]);
    }

    private void WriteSigma()
    {
        string[] Row(string name, Func<RidershipDays, double> of, string format, string perfect) =>
            [name, Text(of(_validation), format), Text(of(_test), format), perfect];
        Output.Table(
            "Predicted sigma",
            ["", "days to stop early", "test days", "a perfect sigma"],
            [
                Row("mean sigma of weekdays, thousands", days => days.MeanSigma(weekEnd: false), "F3", ""),
                Row("mean sigma of week-ends, thousands", days => days.MeanSigma(weekEnd: true), "F3", ""),
                Row("ratio", days => days.SigmaRatio, "F2", ""),
                Row("days within 1 sigma, %", days => 100 * days.Mean(test => test.Within(1)), "F1", "68.3"),
                Row("days within 2 sigma, %", days => 100 * days.Mean(test => test.Within(2)), "F1", "95.4"),
                Row("calibration: mean distance of quantiles", days => days.Mean(test => test.CalibrationError), "F3", "0.000"),
                Row("NLL", days => days.Mean(test => test.Nll), "F3", ""),
                Row("NLL with a constant sigma", days => days.Forecasts.Zip(runs, WithConstantSigma).Average(test => test.Nll), "F3", ""),
                Row("mean error, thousands", days => days.Mean(test => test.Bias), "F2", ""),
            ]);
        Console.WriteLine("A mean error in the second column that is not in the first is drift: the test days came up to three years after the last");
        Console.WriteLine("training day, the station had changed by then, and sigma cannot know by how much. The smaller a sigma, the more it pays for that.");
        Console.WriteLine();
    }

    private void WriteHolidays()
    {
        string[] Row(string name, Func<int, bool> keep, int count) =>
        [
            name,
            Text(count, "F0"),
            Text(_test.Mean(test => test.Where(keep).Nll), "F3"),
            Text(_testWithConstantSigma.Mean(test => test.Where(keep).Nll), "F3"),
        ];
        int holidays = _days.Count(Holidays.Contains);
        Output.Table(
            "Holidays and the likelihood (NLL)",
            ["", "days", "the network", "constant sigma"],
            [
                Row("all days", _ => true, _days.Length),
                Row("holidays", i => Holidays.Contains(_days[i]), holidays),
                Row("other days", i => !Holidays.Contains(_days[i]), _days.Length - holidays),
            ]);
        var test = runs[0].Test;
        int[] worst = [.. Enumerable.Range(0, test.Count).OrderByDescending(test.NllOf).Take(WorstDays)];
        Console.WriteLine($"The {WorstDays} least likely days of seed {runs[0].Seed}:");
        foreach (int day in worst)
        {
            string holiday = Holidays.Contains(_days[day]) ? ", a holiday" : "";
            Console.WriteLine(
                $"  {_days[day]:ddd yyyy-MM-dd}{holiday}: {test.Truth(day):F1} came, {test.Mean(day):F1} ± {test.Sigma(day):F1} predicted, NLL {test.NllOf(day):F1}");
        }

        Console.WriteLine();
        Console.WriteLine("The inputs do not say which days are holidays. A Gaussian likelihood charges (error / sigma)² / 2 for such a day:");
        Console.WriteLine("few as they are, they decide the mean, and the smaller a sigma, the more it pays for them, however right it is on all other days.");
        Console.WriteLine();
    }

    // The same means with the one standard deviation that suits the validation days.
    private static Forecast WithConstantSigma(Forecast forecast, RidershipRun run) => forecast.WithConstantSigma(run.Validation.Rmse);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
