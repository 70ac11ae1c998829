using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Two outputs on a shared trunk: how many passengers a day will bring, and how sure that is.</summary>
[Network]
internal sealed partial class RidershipModel
{
    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor Trunk(Tensor x);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor MeanHead(Tensor h);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor SigmaHead(Tensor h);

    [Forward]
    private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x)
    {
        var h = Trunk(x);
        return (MeanHead(h), Softplus(SigmaHead(h)) + 1e-3f);
    }

    [Loss]
    private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);

    [Metric]
    private Tensor Mae(Tensor mean, [Shape(1)] Tensor y) => Abs(mean - y);
}
