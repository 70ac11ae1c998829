using static NetGen.Activation;

namespace NetGen.Benchmarks.Networks;

/// <summary>A classifier of 98.6 million parameters, whose products and update do not fit any cache.</summary>
internal sealed class Theano : Workload
{
    public override string Name => "theano";

    public override IReadOnlyList<int> Batches => [128];

    public override Operations Operations => Operations.Input(16384, 5000, 3000, 512, 40);

    public override Session Open(int batch, int threads)
    {
        var network = new TheanoModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Sgd(1e-4f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var x = data.Values(16384);
        var y = data.Labels(40);
        var logits = new float[batch * 40];
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
[Network, Input(16384), Dense(5000, Sigmoid), Dense(3000, Sigmoid), Dense(512, Sigmoid), Dense(40), CrossEntropy]
internal sealed partial class TheanoModel;
