using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>
/// Layers large enough to be updated while their gradients are computed, one of them used twice, beside small ones; widths that are no multiple of a vector.
/// </summary>
[Network]
internal sealed partial class WideNetwork
{
    public const int Features = 131;

    [Dense(150, Tanh), Dense(131, Tanh)]
    private partial Tensor Shared(Tensor x);

    [Dense(133, Relu), Dense(1)]
    private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(Features)] Tensor x)
    {
        Tensor prediction = Head(Shared(Shared(x)));
        return prediction;
    }

    [Loss]
    private Tensor Loss(Tensor prediction, [Shape(1)] Tensor y) => Mse(prediction, y);
}
