using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Which letter was printed, by eight experts of which all answer for each letter.</summary>
[Network]
internal sealed partial class DenseMixture
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(256, Relu), Dense(26)] private partial Tensor Expert(int index, Tensor x);

    [Forward]
    private Tensor Define([Shape(16)] Tensor x)
    {
        var weights = Softmax(Gate(x));
        var logits = Slice(weights, 0, 1) * Expert(0, x);
        for (var i = 1; i < 8; i++)
            logits += Slice(weights, i, 1) * Expert(i, x);
        return logits;
    }

    [Loss] private Tensor Loss(Tensor logits, [Label] Tensor y) => CrossEntropy(logits, y);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);
}

/// <summary>The same experts, of which one answers for each letter.</summary>
[Network]
internal sealed partial class TopOneMixture
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(256, Relu), Dense(26)] private partial Tensor Expert(int index, Tensor x);

    [Forward]
    private (Tensor Logits, Tensor Weights) Define([Shape(16)] Tensor x)
    {
        var weights = Softmax(Gate(x));
        return (TopK(weights, 1, i => Expert(i, x), renormalize: false), weights);
    }

    [Loss] private Tensor Loss(Tensor logits, Tensor weights, [Label] Tensor y) => CrossEntropy(logits, y) + 0.1f * LoadBalance(weights);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);

    [Metric] private Tensor Share(Tensor weights) => ExpertLoad(weights);
}

/// <summary>The same experts, of which two answer for each letter.</summary>
[Network]
internal sealed partial class TopTwoMixture
{
    [Dense(8)] private partial Tensor Gate(Tensor x);

    [Dense(256, Relu), Dense(26)] private partial Tensor Expert(int index, Tensor x);

    [Forward]
    private (Tensor Logits, Tensor Weights) Define([Shape(16)] Tensor x)
    {
        var weights = Softmax(Gate(x));
        return (TopK(weights, 2, i => Expert(i, x)), weights);
    }

    [Loss] private Tensor Loss(Tensor logits, Tensor weights, [Label] Tensor y) => CrossEntropy(logits, y) + 0.1f * LoadBalance(weights, 2);

    [Metric] private Tensor Accuracy(Tensor logits, [Label] Tensor y) => Ops.Accuracy(logits, y);

    [Metric] private Tensor Share(Tensor weights) => ExpertLoad(weights, 2);
}
