using NetGen.Sample.Networks;
using NetGen.Sample.Plotting;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Ridership;

/// <summary>How many passengers a day brings to a station, and how sure that is.</summary>
internal sealed class RidershipCommand : Command
{
    public override string Name => "ridership";

    public override string Description => "Trains a network with two outputs on a shared trunk: mean and standard deviation of a station's daily passengers.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "40", "the most passes over the training days"),
        new("seed", "N", "1", "the first seed"),
        new("seeds", "N", "3", "how many seeds, one after the other; results are means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/ridership.csv"),
        new("out", "FOLDER", "output", "where ridership.safetensors and learning-curve.svg go"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), first = arguments.Integer("seed", 0), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var data = RidershipData.Read(path.Length == 0 ? CsvTable.Bundled("ridership.csv") : path);
        string folder = arguments.Folder("out");
        Console.WriteLine(RidershipModel.Graph.Summary());
        Console.WriteLine(Describe("train", data.Training) + Describe("stop early", data.Validation) + Describe("test", data.Test));
        RidershipRun[] runs = [.. Enumerable.Range(first, seeds).Select(seed =>
            FitDisplay.Run($"seed {seed}", epochs, progress => RidershipRun.Train(data, seed, epochs, progress)))];
        var report = new RidershipReport(data, runs);
        report.Write();
        Save(runs.MinBy(run => run.Validation.Nll)!, folder);
        double step = MeasureStep(data);
        Console.WriteLine($"time per step: {step:F1} µs (forward, backward and update of {RidershipRun.BatchSize} days, one thread)");
        report.WriteResult(step);
    }

    private static string Describe(string use, RidershipData.Days days) =>
        $"{days.Dates.Length} days to {use} ({days.Dates[0]:yyyy-MM-dd} to {days.Dates[^1]:yyyy-MM-dd}){Environment.NewLine}";

    private static void Save(RidershipRun best, string folder)
    {
        string model = Path.Combine(folder, "ridership.safetensors"), curve = Path.Combine(folder, "learning-curve.svg");
        best.Network.Save(model);
        var history = best.Training.History;
        LearningCurve.Save(
            curve,
            $"Ridership, seed {best.Seed}",
            "negative log likelihood",
            [new("training", [.. history.Select(epoch => epoch.Loss)]), new("validation", [.. history.Select(epoch => epoch.Validation!.Loss)])],
            best.Training.BestEpoch + 1);
        Console.WriteLine($"wrote {model} and {curve}: seed {best.Seed}, the likeliest on the days to stop early");
    }

    private static double MeasureStep(RidershipData data)
    {
        var batch = data.Training.Data.Slice(..RidershipRun.BatchSize);
        float[] x = [.. batch["x"].Floats], y = [.. batch["y"].Floats];
        using var trainer = new RidershipModel().CreateTrainer(new Adam(), RidershipRun.BatchSize, RidershipRun.OneThread);
        return StepTimer.Microseconds(() => trainer.Step(x, y));
    }
}
