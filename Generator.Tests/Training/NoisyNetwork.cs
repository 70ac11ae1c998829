using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>A generated network whose steps draw random numbers, and are large enough to be spread over threads.</summary>
[Network]
internal sealed partial class NoisyNetwork
{
    public const int Features = 24;

    [Dense(64, Relu), Dropout(0.25f), Dense(48, Tanh)]
    private partial Tensor Trunk(Tensor x);

    [Dense(1)]
    private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(Features)] Tensor x)
    {
        Tensor prediction = Head(Trunk(x));
        return prediction;
    }

    [Loss]
    private Tensor Loss(Tensor prediction, [Shape(1)] Tensor y) => Mse(prediction, y);

    [Metric]
    private Tensor Determination(Tensor prediction, [Shape(1)] Tensor y) => R2(prediction, y);
}
