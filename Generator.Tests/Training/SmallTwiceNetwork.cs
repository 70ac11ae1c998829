using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>As <see cref="SmallNetwork"/>, with a layer that is used twice: its gradient is the sum of two, which is computed after all blocks.</summary>
[Network]
internal sealed partial class SmallTwiceNetwork
{
    [Dense(40, Tanh)]
    private partial Tensor Shared(Tensor x);

    [Dense(33, Relu), Dense(1)]
    private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(40)] Tensor x)
    {
        Tensor prediction = Head(Shared(Shared(x)));
        return prediction;
    }

    [Loss]
    private Tensor Loss(Tensor prediction, [Shape(1)] Tensor y) => Mse(prediction, y);
}
