using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>What <see cref="RidershipModel"/> would cost without sharing: a trunk of its own, with its own parameters, for each output.</summary>
[Network]
internal sealed partial class DuplicatedRidershipModel
{
    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor MeanTrunk(Tensor x);

    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor SigmaTrunk(Tensor x);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor MeanHead(Tensor h);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor SigmaHead(Tensor h);

    [Forward]
    private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x) =>
        (MeanHead(MeanTrunk(x)), Softplus(SigmaHead(SigmaTrunk(x))) + 1e-3f);

    [Loss]
    private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
}
