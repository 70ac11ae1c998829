using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>The network of <see cref="Dual"/> in the naive spelling. The mathematics is the same, and so is the count of operations.</summary>
internal sealed class DualDuplicated : Workload
{
    public override string Name => "dual-duplicated";

    public override IReadOnlyList<int> Batches => [1, 32, 256, 4096];

    public override Operations Operations => DualModel.Operations;

    public override Session Open(int batch, int threads)
    {
        var network = new DualDuplicatedModel(seed: 1) { Threads = threads };
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

/// <summary>The trunk is called once for each head, on the same value.</summary>
[Network]
internal sealed partial class DualDuplicatedModel
{
    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor Trunk(Tensor x);

    [Dense(10, Relu), Dense(1)]
    private partial Tensor FirstHead(Tensor h);

    [Dense(10, Relu), Dense(1)]
    private partial Tensor SecondHead(Tensor h);

#pragma warning disable NG2001 // The second call is what is measured: it must cost nothing.
    [Forward]
    private (Tensor First, Tensor Second) Define([Shape(DualModel.Width)] Tensor x) => (FirstHead(Trunk(x)), SecondHead(Trunk(x)));
#pragma warning restore NG2001

    [Loss]
    private Tensor Loss(Tensor first, Tensor second, [Shape(1)] Tensor y, [Shape(1)] Tensor z) => Mse(first, y) + Mse(second, z);
}
