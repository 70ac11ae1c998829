using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Digits;

/// <summary>Recognises handwritten digits.</summary>
internal sealed class DigitsCommand : Command
{
    private const int BatchSize = 32;

    // Usual settings: there are no rows to choose others by.
    private static readonly Optimizer Optimizer = new AdamW(LearningRate: 3e-3f, WeightDecay: 0.05);
    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    public override string Name => "digits";

    public override string Description => "Trains a network that is a list of layers to recognise handwritten digits.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "40", "the passes over the training images"),
        new("seed", "N", "1", "the first seed"),
        new("seeds", "N", "1", "how many seeds, one after the other; the accuracy is their mean"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/digits.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), first = arguments.Integer("seed", 0), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var (training, test) = DigitsData.Read(path.Length == 0 ? CsvTable.Bundled("digits.csv") : path);
        Console.WriteLine(DigitsModel.Graph.Summary());
        Console.WriteLine($"{training.Rows} images to train, the last {test.Rows} to test{Environment.NewLine}");
        DigitsModel[] networks = [.. Enumerable.Range(first, seeds).Select(seed =>
            FitDisplay.Run($"seed {seed}", epochs, progress => Train(training, seed, epochs, progress)))];
        EvaluationResult[] results = [.. networks.Select(network => network.Evaluate(test))];
        WriteConfusion(networks[0], test, first);
        for (int i = 0; i < seeds; i++)
            Console.WriteLine($"seed {first + i}: accuracy {results[i]["Accuracy"]:F4}, loss {results[i].Loss:F4}");
        Output.Result(
            ("accuracy", Text(results.Average(result => result["Accuracy"]), "F4")),
            ("loss", Text(results.Average(result => result.Loss), "F4")),
            ("step_us", Text(MeasureStep(training), "F1")),
            ("seeds", Text(seeds, "F0")));
    }

    private static DigitsModel Train(DataSet training, int seed, int epochs, IProgress<FitProgress> progress)
    {
        var network = new DigitsModel(seed);
        network.Fit(training, new FitOptions
        {
            Optimizer = Optimizer,
            Schedule = Schedule.Cosine(),
            Epochs = epochs,
            BatchSize = BatchSize,
            Trainer = OneThread,
            Progress = progress,
        });
        return network;
    }

    private static void WriteConfusion(DigitsModel network, DataSet test, int seed)
    {
        var logits = new float[test.Rows * DigitsData.Classes];
        network.Predict(test["x"].Floats, logits);
        var counts = new int[DigitsData.Classes, DigitsData.Classes];
        for (int row = 0; row < test.Rows; row++)
            counts[test["y"].Integers[row], Scores.ArgMax(logits.AsSpan(row * DigitsData.Classes, DigitsData.Classes))]++;
        int[] digits = [.. Enumerable.Range(0, DigitsData.Classes)];
        Output.Table(
            $"Test images of seed {seed}: the digit in rows, what was recognised in columns",
            ["", .. digits.Select(digit => $"{digit}")],
            digits.Select(truth => (string[])[$"{truth}", .. digits.Select(guess => counts[truth, guess] == 0 ? "·" : $"{counts[truth, guess]}")]));
    }

    private static double MeasureStep(DataSet training)
    {
        var batch = training.Slice(..BatchSize);
        float[] x = [.. batch["x"].Floats];
        int[] y = [.. batch["y"].Integers];
        using var trainer = new DigitsModel().CreateTrainer(Optimizer, BatchSize, OneThread);
        return StepTimer.Microseconds(() => trainer.Step(x, y));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
