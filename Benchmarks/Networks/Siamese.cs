using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>The same encoder on two inputs, and how similar the results are.</summary>
internal sealed class Siamese : Workload
{
    public override string Name => "siamese";

    public override IReadOnlyList<int> Batches => [256];

    public override Operations Operations => 2 * Operations.Input(3000, 300, 300, 128);

    public override Session Open(int batch, int threads)
    {
        var network = new SiameseModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        float[] left = data.Values(3000), right = data.Values(3000), y = data.Values(1), similarity = new float[batch];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var next = data.Next();
                    network.Predict(data.Take(left, next), data.Take(right, next), similarity);
                }
            },
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var next = data.Next();
                    trainer.Step(data.Take(left, next), data.Take(right, next), data.Take(y, next));
                }
            },
            trainer);
    }
}

/// <summary>Cosine similarity of two encodings.</summary>
[Network]
internal sealed partial class SiameseModel
{
    [Dense(300, Tanh), Dense(300, Tanh), Dense(128, Tanh)]
    private partial Tensor Encode(Tensor x);

    [Forward]
    private Tensor Define([Shape(3000)] Tensor left, [Shape(3000)] Tensor right)
    {
        Tensor a = Encode(left), b = Encode(right);
        var similarity = Sum(a * b, 1, true) / (Sqrt(Sum(Square(a), 1, true) * Sum(Square(b), 1, true)) + 1e-6f);
        return similarity;
    }

    [Loss]
    private Tensor Loss(Tensor similarity, [Shape(1)] Tensor y) => Mse(similarity, y);
}
