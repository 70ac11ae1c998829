using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Reuse;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Vowels;

/// <summary>Recognises vowels of speakers that were never heard before, by a recurrent network and by one that sees all frames at once.</summary>
internal sealed class VowelsCommand : Command
{
    private const int BatchSize = 16;

    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    public override string Name => "vowels";

    public override string Description => "Trains a recurrent network to recognise spoken vowels, and compares it with a plain one.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "60", "the passes over the training sequences"),
        new("seed", "N", "1", "the first seed"),
        new("seeds", "N", "5", "how many seeds, one after the other; accuracies are their means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/vowel.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), first = arguments.Integer("seed", 0), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var data = VowelData.Read(path);
        var (training, test) = (data.Sequences(training: true), data.Sequences(training: false));
        Console.WriteLine(VowelSequenceModel.Graph.Summary());
        Console.WriteLine($"{training.Rows} sequences of eight speakers to train, {test.Rows} of seven others to test{Environment.NewLine}");
        var recurrent = new double[seeds];
        var plain = new double[seeds];
        for (int i = 0; i < seeds; i++)
        {
            var options = Training(first + i, epochs);
            var model = new VowelSequenceModel(first + i);
            model.Fit(training, options);
            var frames = new VowelFramesModel(first + i);
            frames.Fit(training, options);
            (recurrent[i], plain[i]) = (model.Evaluate(test)["Accuracy"], frames.Evaluate(test)["Accuracy"]);
            Console.WriteLine($"seed {first + i}: accuracy {Text(recurrent[i])} recurrent, {Text(plain[i])} from all frames at once");
        }

        Output.Result(("accuracy", Text(recurrent.Average())), ("plain_accuracy", Text(plain.Average())), ("seeds", seeds.ToString(CultureInfo.InvariantCulture)));
    }

    private static FitOptions Training(int seed, int epochs) => new()
    {
        Optimizer = new AdamW(LearningRate: 3e-3f, WeightDecay: 0.05),
        Schedule = Schedule.Cosine(),
        Epochs = epochs,
        BatchSize = BatchSize,
        Seed = (ulong)seed,
        Trainer = OneThread,
    };

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
