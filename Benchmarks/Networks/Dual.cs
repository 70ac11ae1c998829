using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>Two outputs on a shared trunk: a network of 5,367 parameters.</summary>
internal sealed class Dual : Workload
{
    public override string Name => "dual";

    public override IReadOnlyList<int> Batches => [1, 32, 256, 4096];

    public override Operations Operations => DualModel.Operations;

    public override Session Open(int batch, int threads)
    {
        var network = new DualModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(DualModel.LearningRate), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        float[] x = data.Values(DualModel.Width), y = data.Values(1), z = data.Values(1);
        float[] first = new float[batch], second = new float[batch];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    network.Predict(data.Take(x, data.Next()), first, second);
            },
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var next = data.Next();
                    trainer.Step(data.Take(x, next), data.Take(y, next), data.Take(z, next));
                }
            },
            trainer);
    }
}

/// <summary>The trunk's value is a local.</summary>
[Network]
internal sealed partial class DualModel
{
    /// <summary>The number of inputs.</summary>
    public const int Width = 70;

    /// <summary>So small that the network stays what it is, whatever the number of steps.</summary>
    public const float LearningRate = 1e-7f;

    /// <summary>The trunk once, the head twice.</summary>
    public static readonly Operations Operations = Networks.Operations.Input(70, 50, 25) + (2 * Networks.Operations.Hidden(25, 10, 1));

    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor Trunk(Tensor x);

    [Dense(10, Relu), Dense(1)]
    private partial Tensor FirstHead(Tensor h);

    [Dense(10, Relu), Dense(1)]
    private partial Tensor SecondHead(Tensor h);

    [Forward]
    private (Tensor First, Tensor Second) Define([Shape(Width)] Tensor x)
    {
        var h = Trunk(x);
        return (FirstHead(h), SecondHead(h));
    }

    [Loss]
    private Tensor Loss(Tensor first, Tensor second, [Shape(1)] Tensor y, [Shape(1)] Tensor z) => Mse(first, y) + Mse(second, z);
}
