using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>
/// The network of <see cref="RidershipModel"/> as one would write it without a thought for cost: each output calls the trunk itself.
/// Equal calls are one value, so that the trunk is still computed once.
/// </summary>
[Network]
internal sealed partial class NaiveRidershipModel
{
    [Dense(50, Relu), Dense(25, Relu)]
    private partial Tensor Trunk(Tensor x);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor MeanHead(Tensor h);

    [Dense(25, Relu), Dense(10, Relu), Dense(1)]
    private partial Tensor SigmaHead(Tensor h);

    private Tensor PredictMean(Tensor x) => MeanHead(Trunk(x));

#pragma warning disable NG2001 // The naive spelling is the point: its second trunk must cost nothing.
    private Tensor PredictSigma(Tensor x) => Softplus(SigmaHead(Trunk(x))) + 1e-3f;
#pragma warning restore NG2001

    [Forward]
    private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x) => (PredictMean(x), PredictSigma(x));

    [Loss]
    private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
}
