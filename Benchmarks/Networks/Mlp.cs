using static NetGen.Activation;

namespace NetGen.Benchmarks.Networks;

/// <summary>A classifier of small images: 535,818 parameters.</summary>
internal sealed class Mlp : Workload
{
    public override string Name => "mlp";

    public override IReadOnlyList<int> Batches => [1, 128];

    public override Operations Operations => Operations.Input(784, 512, 256, 10);

    public override Session Open(int batch, int threads)
    {
        var network = new MlpModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var x = data.Values(784);
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
[Network, Input(784), Dense(512, Relu), Dense(256, Relu), Dense(10), CrossEntropy]
internal sealed partial class MlpModel;
