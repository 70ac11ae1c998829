using static NetGen.Activation;

namespace NetGen.Benchmarks.Networks;

/// <summary>A convolutional classifier of small pictures.</summary>
internal sealed class Lenet : Workload
{
    public override string Name => "lenet";

    public override IReadOnlyList<int> Batches => [1, 8, 64];

    public override Operations Operations =>
        Operations.Convolution(26 * 26, 9, 1, 32).OfInput() + Operations.Convolution(11 * 11, 9, 32, 64) + Operations.Hidden(1600, 128, 10);

    public override Session Open(int batch, int threads)
    {
        var network = new LenetModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var x = data.Values(28 * 28);
        var y = data.Labels(10);
        var logits = new float[batch * 10];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    network.Predict(data.Take(x, data.Next()), logits);
            },
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var next = data.Next();
                    trainer.Step(data.Take(x, next), data.Take(y, next));
                }
            },
            trainer);
    }
}

/// <summary>The network.</summary>
[Network, Input(28, 28, 1), Conv2D(32, 3, Relu), MaxPool2D(2), Conv2D(64, 3, Relu), MaxPool2D(2), Flatten, Dense(128, Relu), Dense(10), CrossEntropy]
internal sealed partial class LenetModel;
