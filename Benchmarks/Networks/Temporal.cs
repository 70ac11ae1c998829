using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>Four forecasts on a shared trunk of convolutions over time.</summary>
internal sealed class Temporal : Workload
{
    private const int Steps = 10, Features = 4;

    public override string Name => "temporal";

    public override IReadOnlyList<int> Batches => [1, 100, 1000];

    public override Operations Operations =>
        Operations.Convolution(8, 3, Features, 8).OfInput() + Operations.Convolution(6, 3, 8, 16) + Operations.Convolution(4, 3, 16, 32)
        + Operations.Hidden(128, 200, 100, Features * Steps);

    public override Session Open(int batch, int threads)
    {
        var network = new TemporalModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var x = data.Values(Steps * Features);
        var y = data.Values(Steps * Features);
        float[][] outputs = [.. Enumerable.Range(0, Features).Select(_ => new float[batch * Steps])];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    network.Predict(data.Take(x, data.Next()), outputs[0], outputs[1], outputs[2], outputs[3]);
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
[Network]
internal sealed partial class TemporalModel
{
    [Conv1D(8, 3, Relu), Conv1D(16, 3, Relu), Conv1D(32, 3, Relu), Flatten, Dense(200, Relu), Dense(100, Relu)]
    private partial Tensor Trunk(Tensor x);

    [Dense(10)]
    private partial Tensor Head(int feature, Tensor h);

    [Forward]
    private (Tensor A, Tensor B, Tensor C, Tensor D) Define([Shape(10, 4)] Tensor x)
    {
        var h = Trunk(x);
        return (Head(0, h), Head(1, h), Head(2, h), Head(3, h));
    }

    [Loss]
    private Tensor Loss(Tensor a, Tensor b, Tensor c, Tensor d, [Shape(40)] Tensor y) => Mse(Concat(a, b, c, d), y);
}
