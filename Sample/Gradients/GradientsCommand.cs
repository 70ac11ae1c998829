using System.Globalization;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Gradients;

/// <summary>One backward pass gives all gradients; asking for them one by one repeats most of it.</summary>
internal sealed class GradientsCommand : Command
{
    public override string Name => "gradients";

    public override string Description => "Computes all gradients of a deep classifier in one pass, one by one, and in part; checks them against differences of the loss.";

    public override IReadOnlyList<Option> Options =>
    [
        new("size", "SIZE", "small", "small, medium or full: 256 → 128 → 64 → 32 → 10, 2048 → … → 40, or 16384 → 5000 → 3000 → 512 → 40, which takes 1.6 GB"),
        new("batch", "N", "0", "the rows of a pass; 0 for what suits the size"),
    ];

    public override void Run(Arguments arguments)
    {
        string size = arguments.Text("size");
        if (!Classifier.Sizes.Contains(size))
            throw new UsageException($"--size {size}: there are {string.Join(", ", Classifier.Sizes)}.");
        int rows = arguments.Integer("batch", 0, 4096);
        var classifier = Classifier.Create(size);
        var network = classifier.Network;
        var batch = MakeBatch(network, rows == 0 ? classifier.BatchSize : rows);
        Console.WriteLine(network.Structure.Summary());

        string[] names = [.. network.Parameters.Layout.Names];
        double all = Measure(classifier, batch);
        double oneByOne = names.Sum(name => Measure(classifier, batch, name));
        double last = Measure(classifier, batch, names[^2], names[^1]);
        double inputs = Measure(classifier, batch, "x");
        Output.Table(
            $"Gradients of the mean loss of {batch.Rows} rows",
            ["asked for", "passes", "time", "of all at once"],
            [
                Row($"all {names.Length} parameters at once", 1, all, all),
                Row("the same, one call for each", names.Length, oneByOne, all),
                Row($"the last layer only ({names[^2]}, {names[^1]})", 1, last, all),
                Row("the input only (x)", 1, inputs, all),
            ]);
        double error = WriteCheck(classifier, batch);
        Output.Result(
            ("all_us", Text(all, "F1")),
            ("one_by_one_us", Text(oneByOne, "F1")),
            ("ratio", Text(oneByOne / all, "F2")),
            ("last_layer_us", Text(last, "F1")),
            ("gradient_error", Text(error, "E2")));
    }

    // Noise is as good as data for a gradient; labels in turn.
    private static DataSet MakeBatch(INetwork network, int rows)
    {
        var input = network.Inputs[0];
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, rows * input.Width).Select(_ => (random.NextSingle() * 2) - 1)];
        int[] y = [.. Enumerable.Range(0, rows).Select(row => row % network.Outputs[0].Width)];
        return new DataSet().Add("x", x, input.Width).Add("y", y);
    }

    private static double Measure(Classifier classifier, DataSet batch, params string[] wanted)
    {
        var gradients = new GradientSet(classifier.Network, batch.Rows, wanted);
        using var buffer = gradients.Buffer;
        return StepTimer.Microseconds(() => classifier.Compute(batch["x"].Floats, batch["y"].Integers, gradients));
    }

    private static double WriteCheck(Classifier classifier, DataSet batch)
    {
        var gradients = new GradientSet(classifier.Network, batch.Rows);
        using var buffer = gradients.Buffer;
        classifier.Compute(batch["x"].Floats, batch["y"].Integers, gradients);
        CentralDifference[] checks = [.. CentralDifference.Check(classifier.Network, batch, gradients)];
        Output.Table(
            "The largest entry of each gradient beside (loss(w + h) − loss(w − h)) / 2h",
            ["parameter", "entry", "backward pass", "difference", "relative error"],
            checks.Select(check => (string[])
            [
                check.Parameter, Text(check.Index, "F0"), Text(check.Computed, "E4"), Text(check.Measured, "E4"), Text(check.Error, "E1"),
            ]));
        return checks.Max(check => check.Error);
    }

    private static string[] Row(string what, int passes, double microseconds, double all) =>
        [what, Text(passes, "F0"), microseconds < 10_000 ? Text(microseconds, "F0") + " µs" : Text(microseconds / 1000, "F1") + " ms", Text(microseconds / all, "F2") + " ×"];

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
