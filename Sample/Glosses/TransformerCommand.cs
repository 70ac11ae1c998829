using System.Globalization;
using System.Text;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Glosses;

/// <summary>Learns to continue definitions of words, letter by letter.</summary>
internal sealed class TransformerCommand : Command
{
    private const int BatchSize = 32, Step = GlossModel.Length / 2, Continued = 120;
    private const double Temperature = 0.6;
    private const string Beginning = "\nthe act of ";

    private static readonly Optimizer Optimizer = new AdamW(LearningRate: 3e-3f, WeightDecay: 0.05);

    public override string Name => "transformer";

    public override string Description => "Trains a transformer to guess the next letter of word definitions, beside counts of three letters.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "6", "the passes over the text"),
        new("seed", "N", "1", "the seed"),
        new("data", "PATH", "", "a text file with a definition on each line"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), seed = arguments.Integer("seed", 0);
        string path = arguments.Text("data");
        var (training, test) = GlossText.Read(path.Length == 0 ? CsvTable.Bundled("glosses.txt") : path);
        Console.WriteLine(GlossModel.Graph.Summary());
        Console.WriteLine($"{training.Length} letters to train, {test.Length} to test{Environment.NewLine}");
        var network = FitDisplay.Run("letters", epochs, progress => Train(training, seed, epochs, progress));
        var (bits, accuracy) = new TrigramModel(training).Evaluate(test);
        var result = network.Evaluate(GlossText.Pieces(test, GlossModel.Length));
        double networkBits = result.Loss / Math.Log(2);
        Output.Table(
            "The next letter of definitions that were not seen", ["", "bits a letter", "right"],
            [
                ["counts of three letters", Text(bits, "F3"), Text(accuracy, "P1")],
                ["transformer", Text(networkBits, "F3"), Text(result["Accuracy"], "P1")],
            ]);
        Console.WriteLine($"It makes up:{Continue(network, seed)}");
        Output.Result(
            ("bits", Text(networkBits, "F3")), ("accuracy", Text(result["Accuracy"], "F4")),
            ("trigram_bits", Text(bits, "F3")), ("trigram_accuracy", Text(accuracy, "F4")));
    }

    private static GlossModel Train(int[] text, int seed, int epochs, IProgress<FitProgress> progress)
    {
        var network = new GlossModel(seed);
        network.Fit(GlossText.Pieces(text, Step), new FitOptions
        {
            Optimizer = Optimizer,
            Schedule = Schedule.OneCycle(),
            Epochs = epochs,
            BatchSize = BatchSize,
            Progress = progress,
        });
        return network;
    }

    /// <summary>Letters drawn one after the other. What stands behind the last one is not seen, so that zeros may stand there.</summary>
    private static string Continue(GlossModel network, int seed)
    {
        var random = new CounterRandom((ulong)seed);
        var text = new StringBuilder(Beginning);
        int[] letters = new int[GlossModel.Length];
        float[] logits = new float[GlossModel.Length * GlossModel.Letters];
        for (int i = 0; i < Continued; i++)
        {
            string seen = text.ToString(Math.Max(0, text.Length - GlossModel.Length), Math.Min(text.Length, GlossModel.Length));
            Array.Clear(letters);
            for (int at = 0; at < seen.Length; at++) letters[at] = GlossText.Number(seen[at]);
            network.Predict(letters, logits);
            ReadOnlySpan<float> last = logits.AsSpan((seen.Length - 1) * GlossModel.Letters, GlossModel.Letters);
            text.Append(GlossText.Letter(Draw(last, random.Uniform((ulong)i))));
            if (text[^1] == '\n') break;
        }

        return text.ToString();
    }

    /// <summary>A letter, the probable ones more often than the network takes them to be.</summary>
    private static int Draw(ReadOnlySpan<float> logits, double uniform)
    {
        double[] weights = new double[logits.Length];
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Exp(logits[i] / Temperature);
        double rest = uniform * weights.Sum();
        int letter = 0;
        while (letter < weights.Length - 1 && rest >= weights[letter]) rest -= weights[letter++];
        return letter;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
