using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Digits from features that another network has learned on other digits: its first layer is kept, a new head is trained.</summary>
[Network]
internal sealed partial class TransferModel
{
    [Clone<DigitsModel>(Outputs = ["Dense0"], Parameters = CloneParameters.Constant)] private partial Tensor Features(Tensor x);
    [Dense(10)] private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(64)] Tensor x)
    {
        var digit = Head(Features(x));
        return digit;
    }

    [Loss] private Tensor Loss(Tensor digit, [Label] Tensor y) => CrossEntropy(digit, y);
    [Metric] private Tensor Accuracy(Tensor digit, [Label] Tensor y) => Ops.Accuracy(digit, y);
}
