namespace NetGen.Benchmarks.Networks;

/// <summary>A classifier of sequences: 50 steps of 13 values, an LSTM of 128, 40 classes from its last output.</summary>
internal sealed class Lstm : Workload
{
    private const int Steps = 50, Features = 13, Units = 128, Classes = 40;

    public override string Name => "lstm";

    public override IReadOnlyList<int> Batches => [32];

    public override Operations Operations =>
        (Steps * (Operations.Input(Features, 4 * Units) + Operations.Hidden(Units, 4 * Units))) + Operations.Hidden(Units, Classes);

    public override Session Open(int batch, int threads)
    {
        var network = new LstmModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var x = data.Values(Steps * Features);
        var y = data.Labels(Classes);
        var logits = new float[batch * Classes];
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
[Network, Input(50, 13), Lstm(128), Dense(40), CrossEntropy]
internal sealed partial class LstmModel;
