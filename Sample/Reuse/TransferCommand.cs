using System.Globalization;
using NetGen.Sample.Mixture;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Learns letters from few examples with the trunk of a network that has seen other letters.</summary>
internal sealed class TransferCommand : Command
{
    private const int FirstNewLetter = 'U' - 'A', Letters = 26, BatchSize = 32;

    // As many steps for few rows as a pass over some hundred would have.
    private const int FewestRowsOfPass = 512;

    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    public override string Name => "transfer";

    public override string Description => "Learns the letters U to Z from few examples, with the frozen trunk of a saved network that has learned A to T.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "10", "the passes over the letters, of all networks"),
        new("examples", "N", "3", "the examples of each new letter"),
        new("seeds", "N", "20", "how many seeds, each with examples of its own; all figures are means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/letter.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), examples = arguments.Integer("examples", 1, 50), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var (training, test) = LetterData.Read(path.Length == 0 ? CsvTable.Bundled("letter.csv") : path);
        var known = training.Take(RowsOf(training, letter => letter < FirstNewLetter));
        var later = test.Take(RowsOf(test, letter => letter >= FirstNewLetter));
        List<double> transferred = [], scratch = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            var few = Few(training, examples, seed);
            string file = Path.Combine(Path.GetTempPath(), $"netgen-letters-{Environment.ProcessId}-{seed}.safetensors");
            try
            {
                Fit(new LetterModel(seed), known, epochs).Save(file);
                transferred.Add(Fit(new TransferModel(LetterModel.Load(file), seed), few, epochs).Evaluate(later)["Accuracy"]);
            }
            finally
            {
                File.Delete(file);
            }

            scratch.Add(Fit(new LetterModel(seed), few, epochs).Evaluate(later)["Accuracy"]);
        }

        Console.WriteLine(TransferModel.Graph.Summary());
        Console.WriteLine($"{examples} examples of each of the letters U to Z to train, {later.Rows} to test; mean and standard deviation of {seeds} seeds");
        Console.WriteLine($"  new head on the frozen trunk of a network that knows A to T   accuracy {Text(transferred)} ± {Deviation(transferred)}");
        Console.WriteLine($"  the whole network from scratch                                accuracy {Text(scratch)} ± {Deviation(scratch)}");
        Output.Result(("transfer", Text(transferred)), ("scratch", Text(scratch)), ("seeds", seeds.ToString(CultureInfo.InvariantCulture)));
    }

    private static T Fit<T>(T network, DataSet data, int epochs)
        where T : INetwork
    {
        network.Fit(data, new FitOptions
        {
            Optimizer = new AdamW(LearningRate: 3e-3f, WeightDecay: 0.05),
            Epochs = epochs * Math.Max(1, FewestRowsOfPass / data.Rows),
            BatchSize = Math.Min(BatchSize, data.Rows),
            Trainer = OneThread,
        });
        return network;
    }

    private static DataSet Few(DataSet data, int examples, int seed)
    {
        var random = new Random(seed);
        return data.Take([.. Enumerable.Range(FirstNewLetter, Letters - FirstNewLetter).SelectMany(letter =>
        {
            int[] rows = RowsOf(data, each => each == letter);
            random.Shuffle(rows);
            return rows.Take(examples);
        })]);
    }

    private static int[] RowsOf(DataSet data, Func<int, bool> wanted)
    {
        int[] letters = [.. data["y"].Integers];
        return [.. Enumerable.Range(0, letters.Length).Where(row => wanted(letters[row]))];
    }

    private static string Text(List<double> values) => values.Average().ToString("F3", CultureInfo.InvariantCulture);

    private static string Deviation(List<double> values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean))).ToString("F3", CultureInfo.InvariantCulture);
    }
}
