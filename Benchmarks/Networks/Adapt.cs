using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>A network that is trained on, and the frozen original that regularises it.</summary>
internal sealed class Adapt : Workload
{
    private const int Features = 42, Classes = 9000;

    public override string Name => "adapt";

    public override IReadOnlyList<int> Batches => [256];

    // The reference has no backward pass.
    public override Operations Operations
    {
        get
        {
            var layers = Operations.Input(Features, 512, 512, Classes);
            return layers + (layers with { Step = layers.Predict });
        }
    }

    public override Session Open(int batch, int threads)
    {
        var network = new AdaptModel(new AcousticModel(seed: 1)) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        float[] x = data.Values(Features), y = data.Values(Classes), z = new float[batch * Classes], reference = new float[batch * Classes];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    network.Predict(data.Take(x, data.Next()), z, reference);
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

/// <summary>An acoustic model: features of a moment of sound → states of phonemes.</summary>
[Network]
internal sealed partial class AcousticModel
{
    [Dense(512, Sigmoid), Dense(512, Sigmoid), Dense(9000)] private partial Tensor Layers(Tensor x);

    [Forward]
    private Tensor Define([Shape(42)] Tensor features)
    {
        var z = Layers(features);
        return z;
    }
}

/// <summary>Adaptation with soft labels that are mixed with what the original says.</summary>
[Network]
internal sealed partial class AdaptModel
{
    [Clone<AcousticModel>] private partial Tensor Adapted(Tensor x);
    [Clone<AcousticModel>(Parameters = CloneParameters.Constant)] private partial Tensor Reference(Tensor x);

    [Forward] private (Tensor Z, Tensor ZRef) Define([Shape(42)] Tensor features) => (Adapted(features), Reference(features));

    [Loss]
    private Tensor Loss(Tensor z, Tensor zRef, [Shape(9000)] Tensor labels) => CrossEntropy(z, (labels * 0.75f) + (Softmax(zRef) * 0.25f));
}
