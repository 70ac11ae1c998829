// Trains a tiny network, saves it, loads it and predicts again, trains a larger one with every optimizer, and one of each other kind of layer: all that a published application does.
using NetGen;

float[] x = new float[64 * 2];
float[] y = new float[64];
for (var i = 0; i < 64; i++)
{
    (x[2 * i], x[(2 * i) + 1]) = (i % 8 / 8f, i / 8 / 8f);
    y[i] = x[2 * i] - x[(2 * i) + 1];
}

var network = new Line(seed: 1);
using var trainer = network.CreateTrainer(new Adam(1e-2f), batchSize: 64);
var first = trainer.Step(x, y);
var last = first;
for (var i = 0; i < 200; i++)
    last = trainer.Step(x, y);

var file = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():N}.safetensors");
try
{
    network.Save(file);
    var before = new float[64];
    var after = new float[64];
    network.Predict(x, before);
    Line.Load(file).Predict(x, after);
    var ok = last < first / 10 && EveryOptimizerLearns(x, y) && Kinds.Learn() && before.AsSpan().SequenceEqual(after) && Line.Graph.ToMermaid().Contains("Hidden", StringComparison.Ordinal);
    Console.WriteLine($"loss {first} to {last}, {(ok ? "loaded again" : "NOT as expected")}");
    return ok ? 0 : 1;
}
finally
{
    File.Delete(file);
}

// Layers so large that each kind of optimizer has a training program of its own.
static bool EveryOptimizerLearns(float[] x, float[] y)
{
    Optimizer[] optimizers =
        [new Sgd(0.01f), new Sgd(0.01f, Momentum: 0.5), new Adam(1e-3f), new AdamW(1e-3f), new RmsProp(1e-3f), new RmsProp(1e-4f, Momentum: 0.5)];
    return optimizers.All(optimizer =>
    {
        using var trainer = new Wide(seed: 1).CreateTrainer(optimizer, batchSize: 64);
        var first = trainer.Step(x, y);
        var last = first;
        for (var i = 0; i < 100; i++)
            last = trainer.Step(x, y);
        return last < first;
    });
}

/// <summary>One output from two inputs.</summary>
[Network]
internal sealed partial class Line
{
    [Dense(8, Activation.Tanh)] private partial Tensor Hidden(Tensor x);
    [Dense(1)] private partial Tensor Head(Tensor h);

    [Forward] private Tensor Define([Shape(2)] Tensor x) => Head(Hidden(x));
    [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Ops.Mse(output, y);
}

/// <summary>The same with more between.</summary>
[Network]
internal sealed partial class Wide
{
    [Dense(160, Activation.Tanh), Dense(256, Activation.Tanh), Dense(1)] private partial Tensor Body(Tensor x);

    [Forward] private Tensor Define([Shape(2)] Tensor x) => Body(x);
    [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Ops.Mse(output, y);
}
