using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Mixture;

/// <summary>Recognises printed letters by a mixture of experts: all of them for each letter, one, or two.</summary>
internal sealed class MixtureCommand : Command
{
    private const int BatchSize = 128, Experts = 8;
    private static readonly Optimizer Optimizer = new AdamW(LearningRate: 1e-2f, WeightDecay: 0.05);
    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    private static readonly Kind[] Kinds =
    [
        new("all experts", seed => new DenseMixture(seed), MeasureDense),
        new("one of eight", seed => new TopOneMixture(seed), MeasureTopOne),
        new("two of eight", seed => new TopTwoMixture(seed), MeasureTopTwo),
    ];

    public override string Name => "moe";

    public override string Description =>
        "Trains a mixture of eight experts three ways: every expert for each letter, only the one that the gate prefers, the two that it prefers.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "40", "the passes over the training letters"),
        new("seed", "N", "1", "the first seed"),
        new("seeds", "N", "3", "how many seeds, one after the other; accuracies are their means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/letter.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), first = arguments.Integer("seed", 0), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var (training, test) = LetterData.Read(path.Length == 0 ? CsvTable.Bundled("letter.csv") : path);
        Console.WriteLine(TopTwoMixture.Graph.Summary());
        Console.WriteLine($"{training.Rows} letters to train, the last {test.Rows} to test{Environment.NewLine}");
        EvaluationResult[][] results =
        [
            .. Kinds.Select(kind => Enumerable.Range(first, seeds)
                .Select(seed => FitDisplay.Run($"{kind.Name}, seed {seed}", epochs, progress => Train(kind.Create(seed), training, seed, epochs, progress)).Evaluate(test))
                .ToArray()),
        ];
        for (int kind = 1; kind < Kinds.Length; kind++)
            WriteLoad(Kinds[kind].Name, results[kind][0], first);
        WriteResults(results, [.. Kinds.Select(kind => kind.StepMicroseconds(training.Slice(..BatchSize)))]);
    }

    private static INetwork Train(INetwork network, DataSet training, int seed, int epochs, IProgress<FitProgress> progress)
    {
        network.Fit(training, new FitOptions
        {
            Optimizer = Optimizer,
            Schedule = Schedule.Cosine(),
            Epochs = epochs,
            BatchSize = BatchSize,
            Seed = (ulong)seed,
            Trainer = OneThread,
            Progress = progress,
        });
        return network;
    }

    private static void WriteResults(EvaluationResult[][] results, double[] steps)
    {
        double[] accuracies = [.. results.Select(each => each.Average(result => result["Accuracy"]))];
        Output.Table(
            $"{(results[0].Length == 1 ? "1 seed" : $"{results[0].Length} seeds")}; the same parameters, epochs and order of letters; a step of {BatchSize} letters on one thread",
            ["experts for a letter", "accuracy", "step, µs", "of all experts'"],
            Kinds.Select((kind, i) => (string[])[kind.Name, Text(accuracies[i], "F4"), Text(steps[i], "F0"), Text(steps[i] / steps[0], "F2")]));
        Output.Result(
            ("dense", Text(accuracies[0], "F4")), ("top1", Text(accuracies[1], "F4")), ("top2", Text(accuracies[2], "F4")),
            ("dense_us", Text(steps[0], "F0")), ("top1_us", Text(steps[1], "F0")), ("top2_us", Text(steps[2], "F0")));
    }

    private static void WriteLoad(string name, EvaluationResult result, int seed)
    {
        const int Width = 100;
        Console.WriteLine($"Load, {name}, seed {seed}: the share of the test letters that each expert answers for");
        for (int expert = 0; expert < Experts; expert++)
        {
            double share = result[$"Share[{expert}]"];
            Console.WriteLine($"  {expert} {Text(share, "P1"),7} {new string('█', (int)Math.Round(share * Width))}");
        }

        Console.WriteLine();
    }

    private static double MeasureDense(float[] x, int[] y)
    {
        using var trainer = new DenseMixture().CreateTrainer(Optimizer, BatchSize, OneThread);
        return StepTimer.Microseconds(() => trainer.Step(x, y));
    }

    private static double MeasureTopOne(float[] x, int[] y)
    {
        using var trainer = new TopOneMixture().CreateTrainer(Optimizer, BatchSize, OneThread);
        return StepTimer.Microseconds(() => trainer.Step(x, y));
    }

    private static double MeasureTopTwo(float[] x, int[] y)
    {
        using var trainer = new TopTwoMixture().CreateTrainer(Optimizer, BatchSize, OneThread);
        return StepTimer.Microseconds(() => trainer.Step(x, y));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>How many experts answer for a letter.</summary>
    private sealed record Kind(string Name, Func<int, INetwork> Create, Func<float[], int[], double> Measure)
    {
        public double StepMicroseconds(DataSet batch) => Measure([.. batch["x"].Floats], [.. batch["y"].Integers]);
    }
}
