using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>What batch normalisation keeps from training, and when.</summary>
public sealed class BatchNormTests
{
    private const int Rows = 6, Inputs = 4, Channels = 3;
    private const double Momentum = 0.75, Epsilon = 1e-5;

    private static readonly CompiledNetwork Network = CompiledNetwork.Compile(Source("Net", ""));

    private static readonly float[] X = Random(1, Rows * Inputs), Y = Random(2, Rows * Channels);

    [Fact]
    public void Step_KeepsAveragesOfTheBatch_ThatPredictionsUse()
    {
        var network = Fresh(Network);
        var (trainer, step) = network.CreateTrainer(new Sgd(0f), Rows);
        using (trainer)
            step([X, Y]);
        var hidden = Hidden(network);
        for (int channel = 0; channel < Channels; channel++)
        {
            double mean = hidden.Average(row => row[channel]), variance = hidden.Average(row => Math.Pow(row[channel] - mean, 2));
            Assert.Equal((1 - Momentum) * mean, network.Parameters["Layer.1.mean"][channel], 1e-5);
            Assert.Equal(Momentum + ((1 - Momentum) * variance), network.Parameters["Layer.1.variance"][channel], 1e-5);
        }

        var predicted = network.Predict(Rows, X)[0];
        for (int i = 0; i < predicted.Length; i++)
        {
            int channel = i % Channels;
            double centred = hidden[i / Channels][channel] - network.Parameters["Layer.1.mean"][channel];
            Assert.Equal(centred / Math.Sqrt(network.Parameters["Layer.1.variance"][channel] + Epsilon), predicted[i], 1e-4);
        }
    }

    [Fact]
    public void Step_WithALossThatIsNotFinite_KeepsTheOldAverages()
    {
        var network = Fresh(Network);
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), Rows);
        using (trainer)
            step([X, Enumerable.Repeat(float.NaN, Y.Length).ToArray()]);
        Assert.Equal(new float[Channels], network.Parameters["Layer.1.mean"].ToArray());
    }

    [Fact]
    public void Steps_OnSeveralThreads_GiveTheSameBits()
    {
        var one = Train(threads: 1);
        Assert.Equal(one, Train(threads: 2));
        Assert.Equal(one, Train(threads: 3));
    }

    [Fact]
    public void Step_OfAFrozenLayer_UsesItsAveragesAndKeepsThem()
    {
        var network = CompiledNetwork.Compile(Source("FrozenNet", "Frozen, "));
        network.Parameters["Layer.1.mean"].Fill(0.5f);
        double expected = network.Predict(Rows, X)[0].Zip(Y, (p, y) => Math.Pow(p - y, 2)).Average();
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), Rows);
        using (trainer)
            Assert.Equal(expected, step([X, Y]), 1e-4);

        Assert.Equal(Enumerable.Repeat(0.5f, Channels), network.Parameters["Layer.1.mean"].ToArray());
    }

    private static string Source(string name, string attribute) => $$"""
        using NetGen;
        using static NetGen.Ops;

        [Network]
        public partial class {{name}}
        {
            [{{attribute}}Dense({{Channels}}), BatchNorm(Momentum = 0.75f)] private partial Tensor Layer(Tensor x);
            {{(attribute.Length == 0 ? "" : $"[Dense({Channels})] private partial Tensor Head(Tensor x);")}}
            [Forward] private Tensor Define([Shape({{Inputs}})] Tensor x) => {{(attribute.Length == 0 ? "Layer(x)" : "Head(Layer(x))")}};
            [Loss] private Tensor Loss(Tensor output, [Shape({{Channels}})] Tensor y) => Mse(output, y);
        }
        """;

    private static float[] Train(int threads)
    {
        var network = Fresh(Network);
        var (trainer, step) = network.CreateTrainer(new Adam(0.01f), 500, new TrainerOptions { Threads = threads });
        using (trainer)
        {
            for (int i = 0; i < 3; i++)
                step([Random(i, 500 * Inputs), Random(i + 9, 500 * Channels)]);
        }

        return [.. network.Parameters.Layout.Names.SelectMany(name => network.Parameters[name].ToArray())];
    }

    /// <summary>The network with the averages at their start and a kernel that is the same each time.</summary>
    private static CompiledNetwork Fresh(CompiledNetwork network)
    {
        Random(5, Inputs * Channels).CopyTo(network.Parameters["Layer.0.kernel"]);
        network.Parameters["Layer.0.bias"].Clear();
        network.Parameters["Layer.1.scale"].Fill(1);
        network.Parameters["Layer.1.bias"].Clear();
        network.Parameters["Layer.1.mean"].Clear();
        network.Parameters["Layer.1.variance"].Fill(1);
        return network;
    }

    private static double[][] Hidden(CompiledNetwork network)
    {
        var kernel = network.Parameters["Layer.0.kernel"].ToArray();
        return [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Channels)
            .Select(channel => Enumerable.Range(0, Inputs).Sum(i => (double)X[(row * Inputs) + i] * kernel[(i * Channels) + channel])).ToArray())];
    }

    private static float[] Random(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 1)];
    }
}
