using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Fashion;

/// <summary>Recognises clothing in pictures.</summary>
internal sealed class FashionCommand : Command
{
    private const int BatchSize = 64;
    private static readonly Optimizer Optimizer = new Adam(LearningRate: 1.5e-3f);

    public override string Name => "fashion";

    public override string Description => "Trains a convolutional network to recognise clothing in the pictures of Fashion-MNIST.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "5", "the passes over the training pictures"),
        new("seed", "N", "1", "what parameters and order are drawn from"),
        new("data", "FOLDER", FashionData.DebianFolder, "the folder of the four IDX files"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), seed = arguments.Integer("seed", 0);
        var (training, test) = FashionData.Read(arguments.Text("data"));
        Console.WriteLine(FashionModel.Graph.Summary());
        Console.WriteLine($"{training.Rows} pictures to train, {test.Rows} to test{Environment.NewLine}");
        var network = new FashionModel(seed);
        FitDisplay.Run("fashion", epochs, progress => network.Fit(training, new FitOptions
        {
            Optimizer = Optimizer,
            Schedule = Schedule.Cosine(),
            Epochs = epochs,
            BatchSize = BatchSize,
            Progress = progress,
        }));
        WriteRecall(network, test);
        var result = network.Evaluate(test);
        Output.Result(
            ("accuracy", Text(result["Accuracy"], "F4")),
            ("loss", Text(result.Loss, "F4")),
            ("step_us", Text(MeasureStep(training), "F0")));
    }

    private static void WriteRecall(FashionModel network, DataSet test)
    {
        var logits = new float[test.Rows * FashionData.Classes.Length];
        network.Predict(test["picture"].Floats, logits);
        int[] found = new int[FashionData.Classes.Length], all = new int[FashionData.Classes.Length];
        for (int row = 0; row < test.Rows; row++)
        {
            var scores = logits.AsSpan(row * FashionData.Classes.Length, FashionData.Classes.Length);
            int label = test["label"].Integers[row];
            all[label]++;
            if (Scores.ArgMax(scores) == label)
                found[label]++;
        }

        Output.Table(
            "Test pictures: how many of each piece were recognised",
            ["piece", "share"],
            FashionData.Classes.Select((name, i) => (string[])[name, Text((double)found[i] / all[i], "F3")]));
    }

    private static double MeasureStep(DataSet training)
    {
        var batch = training.Slice(..BatchSize);
        float[] pictures = [.. batch["picture"].Floats];
        int[] labels = [.. batch["label"].Integers];
        using var trainer = new FashionModel().CreateTrainer(Optimizer, BatchSize);
        return StepTimer.Microseconds(() => trainer.Step(pictures, labels));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
