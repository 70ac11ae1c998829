using System.Globalization;
using NetGen.Sample.Digits;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Reuse;

/// <summary>Learns digits from few images with the trunk of a network that has seen other digits.</summary>
internal sealed class TransferCommand : Command
{
    private const int FirstNewDigit = 5, BatchSize = 32;
    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    public override string Name => "transfer";

    public override string Description => "Learns the digits 5 to 9 from few images, with the frozen first layer of a saved network that has learned 0 to 4.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "40", "the passes over the images, of both networks"),
        new("images", "N", "2", "the images of each new digit"),
        new("seeds", "N", "5", "how many seeds; all figures are means"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/digits.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), images = arguments.Integer("images", 1, 50), seeds = arguments.Integer("seeds", 1, 1000);
        string path = arguments.Text("data");
        var (training, test) = DigitsData.Read(path.Length == 0 ? CsvTable.Bundled("digits.csv") : path);
        var few = Few(training, images);
        var later = test.Take(RowsOf(test, digit => digit >= FirstNewDigit));
        List<double> transferred = [], scratch = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            string file = Path.Combine(Path.GetTempPath(), $"netgen-digits-{Environment.ProcessId}-{seed}.safetensors");
            try
            {
                Fit(new DigitsModel(seed), training.Take(RowsOf(training, digit => digit < FirstNewDigit)), epochs).Save(file);
                transferred.Add(Fit(new TransferModel(DigitsModel.Load(file), seed), few, epochs).Evaluate(later)["Accuracy"]);
            }
            finally
            {
                File.Delete(file);
            }

            scratch.Add(Fit(new DigitsModel(seed), few, epochs).Evaluate(later)["Accuracy"]);
        }

        Console.WriteLine(TransferModel.Graph.Summary());
        Console.WriteLine($"{few.Rows} images of the digits 5 to 9 to train, {later.Rows} to test, {seeds} seeds");
        Console.WriteLine($"  new head on the frozen first layer of a network that knows 0 to 4   accuracy {Text(transferred)}");
        Console.WriteLine($"  the whole network from scratch                                      accuracy {Text(scratch)}");
        Output.Result(("transfer", Text(transferred)), ("scratch", Text(scratch)), ("seeds", seeds.ToString(CultureInfo.InvariantCulture)));
    }

    private static T Fit<T>(T network, DataSet data, int epochs)
        where T : INetwork
    {
        network.Fit(data, new FitOptions
        {
            Optimizer = new AdamW(LearningRate: 3e-3f, WeightDecay: 0.05),
            Epochs = epochs * Math.Max(1, 512 / data.Rows),
            BatchSize = Math.Min(BatchSize, data.Rows),
            Trainer = OneThread,
        });
        return network;
    }

    private static DataSet Few(DataSet data, int images) => data.Take(
        [.. Enumerable.Range(FirstNewDigit, DigitsData.Classes - FirstNewDigit).SelectMany(digit => RowsOf(data, each => each == digit).Take(images))]);

    private static int[] RowsOf(DataSet data, Func<int, bool> wanted)
    {
        int[] digits = [.. data["y"].Integers];
        return [.. Enumerable.Range(0, digits.Length).Where(row => wanted(digits[row]))];
    }

    private static string Text(List<double> values) => values.Average().ToString("F3", CultureInfo.InvariantCulture);
}
