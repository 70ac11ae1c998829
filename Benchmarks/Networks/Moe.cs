using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>Eight experts of which each row takes one.</summary>
internal sealed class MoeTop1 : Workload
{
    public override string Name => "moe-top1";

    public override IReadOnlyList<int> Batches => [512];

    public override Operations Operations => Operations.Input(256, 8) + Operations.Input(256, 1024, 256);

    public override Session Open(int batch, int threads)
    {
        var network = new MoeTop1Model(seed: 1) { Threads = threads };
        return MoeData.Open(
            batch, 256, network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads }),
            (x, output) => network.Predict(x, output), (trainer, x, y) => trainer.Step(x, y));
    }
}

/// <summary>Eight experts of which each row takes two.</summary>
internal sealed class MoeTop2 : Workload
{
    public override string Name => "moe-top2";

    public override IReadOnlyList<int> Batches => [512];

    public override Operations Operations => Operations.Input(256, 8) + (2 * Operations.Input(256, 1024, 256));

    public override Session Open(int batch, int threads)
    {
        var network = new MoeTop2Model(seed: 1) { Threads = threads };
        return MoeData.Open(
            batch, 256, network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads }),
            (x, output) => network.Predict(x, output), (trainer, x, y) => trainer.Step(x, y));
    }
}

/// <summary>All eight experts for every row.</summary>
internal sealed class MoeDense : Workload
{
    public override string Name => "moe-dense";

    public override IReadOnlyList<int> Batches => [512];

    public override Operations Operations => Operations.Input(256, 8) + (8 * Operations.Input(256, 1024, 256));

    public override Session Open(int batch, int threads)
    {
        var network = new MoeDenseModel(seed: 1) { Threads = threads };
        return MoeData.Open(
            batch, 256, network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads }),
            (x, output) => network.Predict(x, output), (trainer, x, y) => trainer.Step(x, y));
    }
}

/// <summary>One expert on all rows, and the gate: what a mixture that takes one expert a row is measured against.</summary>
internal sealed class MoeSingle : Workload
{
    public override string Name => "moe-single";

    public override IReadOnlyList<int> Batches => [512];

    public override Operations Operations => Operations.Input(256, 8) + Operations.Input(256, 1024, 256);

    public override Session Open(int batch, int threads)
    {
        var network = new MoeSingleModel(seed: 1) { Threads = threads };
        return MoeData.Open(
            batch, 256, network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads }),
            (x, output) => network.Predict(x, output), (trainer, x, y) => trainer.Step(x, y));
    }
}

/// <summary>Two experts, x + w and x · w, on 8 features: nothing but routing.</summary>
internal sealed class MoeTiny : Workload
{
    public override string Name => "moe-tiny";

    public override IReadOnlyList<int> Batches => [32];

    public override Operations Operations => Operations.Input(8, 1);

    public override Session Open(int batch, int threads)
    {
        var network = new MoeTinyModel(seed: 1) { Threads = threads };
        return MoeData.Open(
            batch, 8, network.CreateTrainer(new Adam(1e-7f), batch, new TrainerOptions { Threads = threads }),
            (x, output) => network.Predict(x, output), (trainer, x, y) => trainer.Step(x, y));
    }
}

/// <summary>The session of a mixture: as many outputs as inputs, and a target of the same size.</summary>
internal static class MoeData
{
    public delegate void Predict(ReadOnlySpan<float> x, Span<float> output);

    public delegate float Step<TTrainer>(TTrainer trainer, ReadOnlySpan<float> x, ReadOnlySpan<float> y);

    public static Session Open<TTrainer>(int batch, int width, TTrainer trainer, Predict predict, Step<TTrainer> step)
        where TTrainer : Trainer
    {
        var data = new Batches(batch);
        float[] x = data.Values(width), y = data.Values(width), output = new float[batch * width];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    predict(data.Take(x, data.Next()), output);
            },
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var next = data.Next();
                    step(trainer, data.Take(x, next), data.Take(y, next));
                }
            },
            trainer);
    }
}

/// <summary>Each row by the expert that its gate prefers, times the gate's probability.</summary>
[Network]
internal sealed partial class MoeTop1Model
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(1024, Relu), Dense(256)] private partial Tensor Expert(int index, Tensor x);

    [Forward] private Tensor Define([Shape(256)] Tensor x) => TopK(Softmax(Gate(x)), 1, i => Expert(i, x), renormalize: false);

    [Loss] private Tensor Loss(Tensor output, [Shape(256)] Tensor y) => Mse(output, y);
}

/// <summary>Each row by the two experts that its gate prefers.</summary>
[Network]
internal sealed partial class MoeTop2Model
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(1024, Relu), Dense(256)] private partial Tensor Expert(int index, Tensor x);

    [Forward] private Tensor Define([Shape(256)] Tensor x) => TopK(Softmax(Gate(x)), 2, i => Expert(i, x));

    [Loss] private Tensor Loss(Tensor output, [Shape(256)] Tensor y) => Mse(output, y);
}

/// <summary>All experts for each row, weighted by the gate.</summary>
[Network]
internal sealed partial class MoeDenseModel
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(1024, Relu), Dense(256)] private partial Tensor Expert(int index, Tensor x);

    [Forward]
    private Tensor Define([Shape(256)] Tensor x)
    {
        var weights = Softmax(Gate(x));
        var sum = Slice(weights, 0, 1) * Expert(0, x);
        for (var i = 1; i < 8; i++)
            sum += Slice(weights, i, 1) * Expert(i, x);
        return sum;
    }

    [Loss] private Tensor Loss(Tensor output, [Shape(256)] Tensor y) => Mse(output, y);
}

/// <summary>One expert and the gate.</summary>
[Network]
internal sealed partial class MoeSingleModel
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(1024, Relu), Dense(256)] private partial Tensor Expert(Tensor x);

    [Forward] private Tensor Define([Shape(256)] Tensor x) => ReduceMax(Softmax(Gate(x))) * Expert(x);

    [Loss] private Tensor Loss(Tensor output, [Shape(256)] Tensor y) => Mse(output, y);
}

/// <summary>Two experts of eight parameters; the gate only chooses.</summary>
[Network(UnreachedParameters = UnreachedParameters.Zero)]
internal sealed partial class MoeTinyModel
{
    [Dense(1)] private partial Tensor Gate(Tensor x);

    [Shift] private partial Tensor A(Tensor x);

    [Scale] private partial Tensor B(Tensor x);

    [Forward] private Tensor Define([Shape(8)] Tensor x) => Sigmoid(Gate(x)) > 0.5f ? B(x) : A(x);

    [Loss] private Tensor Loss(Tensor output, [Shape(8)] Tensor y) => Mse(output, y);
}
