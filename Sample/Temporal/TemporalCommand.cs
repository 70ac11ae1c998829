using System.Globalization;
using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Temporal;

/// <summary>Forecasts four features of the weather, with the two kinds of sharing.</summary>
internal sealed class TemporalCommand : Command
{
    private const int BatchSize = 100;
    private static readonly Optimizer Optimizer = new AdamW(LearningRate: 1e-3f, WeightDecay: 0.05);
    private static readonly TrainerOptions OneThread = new() { Threads = 1 };

    public override string Name => "temporal";

    public override string Description =>
        "Forecasts the weather of ten days from that of the last ten, by a trunk that four heads share and by a tower whose weights four features share.";

    public override IReadOnlyList<Option> Options =>
    [
        new("epochs", "N", "60", "the most passes over the training days"),
        new("seed", "N", "1", "what parameters and order are drawn from"),
        new("data", "PATH", "", "a CSV file with the columns of Sample/Data/weather.csv"),
    ];

    public override void Run(Arguments arguments)
    {
        int epochs = arguments.Integer("epochs", 1), seed = arguments.Integer("seed", 0);
        string path = arguments.Text("data");
        var data = WeatherData.Read(path.Length == 0 ? CsvTable.Bundled("weather.csv") : path);
        Describe(WeatherModel.Graph, "a shared value: Trunk is computed once, and four heads read it");
        Describe(WeatherTowersModel.Graph, "shared weights: Tower is computed once for each feature, with one set of parameters");
        double[] persistence = data.Errors(WeatherData.Persistence(data.Test));
        double[] value = data.Errors(TrainTrunk(data, epochs, seed)), weights = data.Errors(TrainTowers(data, epochs, seed));
        Output.Table(
            $"Root mean square error of the next {WeatherData.Days} days, {data.Test.Rows} forecasts in {data.TestYear}",
            ["feature", "unit", "like today", "shared value", "shared weights"],
            WeatherData.Features.Select((feature, i) => (string[])[feature.Name, feature.Unit, Text(persistence[i]), Text(value[i]), Text(weights[i])]));
        Output.Result(
            ("worst_value", Text(Worst(value, persistence))),
            ("worst_weights", Text(Worst(weights, persistence))),
            ("step_us", Text(MeasureStep(data))));
    }

    private static void Describe(NetworkGraph graph, string sharing)
    {
        Console.WriteLine(graph.Summary());
        Console.WriteLine($"{graph.Name}, {sharing}.{Environment.NewLine}");
    }

    /// <summary>The error beside persistence of the feature where it is largest: below 1, every feature is forecast better than by today's weather.</summary>
    private static double Worst(double[] errors, double[] persistence) => errors.Zip(persistence, (error, naive) => error / naive).Max();

    private static float[] TrainTrunk(WeatherData data, int epochs, int seed)
    {
        var network = new WeatherModel(seed);
        FitDisplay.Run("shared value", epochs, progress => network.Fit(data.Training, FitOptionsOf(data, epochs, progress)));
        return Forecast(data.Test.Rows, network.Predict, data.Test["days"].Floats);
    }

    private static float[] TrainTowers(WeatherData data, int epochs, int seed)
    {
        var network = new WeatherTowersModel(seed);
        FitDisplay.Run("shared weights", epochs, progress => network.Fit(data.Training, FitOptionsOf(data, epochs, progress)));
        return Forecast(data.Test.Rows, network.Predict, data.Test["days"].Floats);
    }

    private static FitOptions FitOptionsOf(WeatherData data, int epochs, IProgress<FitProgress> progress) => new()
    {
        Optimizer = Optimizer,
        Schedule = Schedule.Cosine(),
        Epochs = epochs,
        BatchSize = BatchSize,
        Validation = data.Validation,
        EarlyStopping = new EarlyStopping { Patience = 15 },
        Trainer = OneThread,
        Progress = progress,
    };

    private delegate void Predict(ReadOnlySpan<float> days, Span<float> rain, Span<float> highest, Span<float> lowest, Span<float> wind);

    /// <summary>What a network says of each window: [window, feature, day].</summary>
    private static float[] Forecast(int rows, Predict predict, ReadOnlySpan<float> days)
    {
        int features = WeatherData.Features.Length;
        float[][] parts = [.. Enumerable.Range(0, features).Select(_ => new float[rows * WeatherData.Days])];
        predict(days, parts[0], parts[1], parts[2], parts[3]);
        var forecast = new float[rows * features * WeatherData.Days];
        for (int part = 0; part < rows * features; part++)
            parts[part % features].AsSpan(part / features * WeatherData.Days, WeatherData.Days).CopyTo(forecast.AsSpan(part * WeatherData.Days));
        return forecast;
    }

    private static double MeasureStep(WeatherData data)
    {
        var batch = data.Training.Slice(..BatchSize);
        float[] days = [.. batch["days"].Floats], next = [.. batch["next"].Floats];
        using var trainer = new WeatherModel().CreateTrainer(Optimizer, BatchSize, OneThread);
        return StepTimer.Microseconds(() => trainer.Step(days, next));
    }

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
