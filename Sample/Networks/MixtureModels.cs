using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Which letter was printed: eight experts between shared layers, with a way around them, of which all answer for each letter.</summary>
[Network]
internal sealed partial class DenseMixture
{
    [Dense(64, Relu)] private partial Tensor Trunk(Tensor x);

    [Dense(8)] private partial Tensor Gate(Tensor h);

    [Dense(256, Relu), Dense(64)] private partial Tensor Expert(int index, Tensor h);

    [Dense(26)] private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(16)] Tensor x)
    {
        var h = Trunk(x);
        var weights = Softmax(Gate(h));
        var mixed = h;
        for (var i = 0; i < 8; i++)
            mixed += Slice(weights, i, 1) * Expert(i, h);
        var logits = Head(Relu(mixed));
        return logits;
    }

    [Loss] private Tensor Loss(Tensor logits, [Label] Tensor y) => CrossEntropy(logits, y);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);
}

/// <summary>The same experts, of which one answers for each letter.</summary>
[Network]
internal sealed partial class TopOneMixture
{
    [Dense(64, Relu)] private partial Tensor Trunk(Tensor x);

    [Dense(8)] private partial Tensor Gate(Tensor h);

    [Dense(256, Relu), Dense(64)] private partial Tensor Expert(int index, Tensor h);

    [Dense(26)] private partial Tensor Head(Tensor h);

    [Forward]
    private (Tensor Logits, Tensor Weights) Define([Shape(16)] Tensor x)
    {
        var h = Trunk(x);
        // Noise of a standard deviation of softplus(0) = 0.69: experts get letters that are nearly theirs, too.
        var weights = Softmax(NoisyGate(Gate(h), 0f));
        var mixed = h + TopK(weights, 1, i => Expert(i, h), renormalize: false);
        return (Head(Relu(mixed)), weights);
    }

    [Loss] private Tensor Loss(Tensor logits, Tensor weights, [Label] Tensor y) => CrossEntropy(logits, y) + 0.1f * LoadBalance(weights);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);

    [Metric] private Tensor Share(Tensor weights) => ExpertLoad(weights);
}

/// <summary>The same experts, of which two answer for each letter.</summary>
[Network]
internal sealed partial class TopTwoMixture
{
    [Dense(64, Relu)] private partial Tensor Trunk(Tensor x);

    [Dense(8)] private partial Tensor Gate(Tensor h);

    [Dense(256, Relu), Dense(64)] private partial Tensor Expert(int index, Tensor h);

    [Dense(26)] private partial Tensor Head(Tensor h);

    [Forward]
    private (Tensor Logits, Tensor Weights) Define([Shape(16)] Tensor x)
    {
        var h = Trunk(x);
        var weights = Softmax(NoisyGate(Gate(h), 0f));
        var mixed = h + TopK(weights, 2, i => Expert(i, h));
        return (Head(Relu(mixed)), weights);
    }

    [Loss] private Tensor Loss(Tensor logits, Tensor weights, [Label] Tensor y) => CrossEntropy(logits, y) + 0.1f * LoadBalance(weights, 2);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);

    [Metric] private Tensor Share(Tensor weights) => ExpertLoad(weights, 2);
}
