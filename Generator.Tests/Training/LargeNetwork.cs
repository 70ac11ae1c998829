using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>Layers whose weights workers divide by columns, one of them with a width that is no multiple of a vector.</summary>
[Network]
internal sealed partial class LargeNetwork
{
    public const int Features = 600;

    [Dense(512, Tanh), Dense(523, Tanh), Dense(1)]
    private partial Tensor Body(Tensor x);

    [Forward]
    private Tensor Define([Shape(Features)] Tensor x)
    {
        Tensor prediction = Body(x);
        return prediction;
    }

    [Loss]
    private Tensor Loss(Tensor prediction, [Shape(1)] Tensor y) => Mse(prediction, y);
}
