using NetGen.Sample.Networks;

namespace NetGen.Sample.Ridership;

/// <summary>A network trained from one seed, and what it predicts.</summary>
internal sealed class RidershipRun
{
    /// <summary>The rows of a step.</summary>
    public const int BatchSize = 32;

    /// <summary>A step takes microseconds: a second thread would wait longer than it computes.</summary>
    public static readonly TrainerOptions OneThread = new() { Threads = 1 };

    // Chosen on the validation days over a dozen seeds, by likelihood and calibration. The norm is clipped because a holiday's gradient is that of a hundred other days.
    private static readonly Optimizer Optimizer = new Sgd(LearningRate: 0.02f, Momentum: 0.9, WeightDecay: 0.01);
    private const float ClipNorm = 5;
    private const int Patience = 15;

    private RidershipRun(int seed, RidershipModel network, FitResult training, RidershipData data)
    {
        (Seed, Network, Training) = (seed, network, training);
        Validation = Predict(network, data.Validation);
        Test = Predict(network, data.Test);
    }

    /// <summary>What the first parameters and the order of the days were drawn from.</summary>
    public int Seed { get; }

    /// <summary>The network, with the parameters of its best epoch.</summary>
    public RidershipModel Network { get; }

    /// <summary>How training went.</summary>
    public FitResult Training { get; }

    /// <summary>What it says of the validation days, in thousands of passengers.</summary>
    public Forecast Validation { get; }

    /// <summary>What it says of the test days, in thousands of passengers.</summary>
    public Forecast Test { get; }

    /// <summary>Trains on the training days until the likelihood of the validation days no longer rises.</summary>
    public static RidershipRun Train(RidershipData data, int seed, int epochs, IProgress<FitProgress> progress)
    {
        var network = new RidershipModel(seed);
        var result = network.Fit(data.Training.Data, new FitOptions
        {
            Optimizer = Optimizer,
            Schedule = Schedule.Cosine(),
            Epochs = epochs,
            BatchSize = BatchSize,
            ClipNorm = ClipNorm,
            Validation = data.Validation.Data,
            EarlyStopping = new EarlyStopping { Patience = Patience },
            Trainer = OneThread,
            Progress = progress,
        });
        return new RidershipRun(seed, network, result, data);
    }

    private static Forecast Predict(RidershipModel network, RidershipData.Days days)
    {
        var mean = new float[days.Dates.Length];
        var sigma = new float[days.Dates.Length];
        network.Predict(days.X, mean, sigma);
        days.Source.Targets.Invert(mean);
        days.Source.Targets.InvertScale(sigma);
        return new(Array.ConvertAll(mean, value => (double)value), Array.ConvertAll(sigma, value => (double)value), days.Passengers);
    }
}
