using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Which capital letter was printed, from sixteen measurements of it.</summary>
[Network]
internal sealed partial class LetterModel
{
    [Dense(128, Relu), Dense(64, Relu)] private partial Tensor Trunk(Tensor x);
    [Dense(26)] private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(16)] Tensor x)
    {
        var letter = Head(Trunk(x));
        return letter;
    }

    [Loss] private Tensor Loss(Tensor letter, [Label] Tensor y) => CrossEntropy(letter, y);
    [Metric] private Tensor Accuracy(Tensor letter, [Label] Tensor y) => Ops.Accuracy(letter, y);
}

/// <summary>Letters from features that another network has learned on other letters: its trunk is kept, a new head is trained.</summary>
[Network]
internal sealed partial class TransferModel
{
    [Clone<LetterModel>(Outputs = ["Trunk"], Parameters = CloneParameters.Constant)] private partial Tensor Features(Tensor x);
    [Dense(26)] private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Shape(16)] Tensor x)
    {
        var letter = Head(Features(x));
        return letter;
    }

    [Loss] private Tensor Loss(Tensor letter, [Label] Tensor y) => CrossEntropy(letter, y);
    [Metric] private Tensor Accuracy(Tensor letter, [Label] Tensor y) => Ops.Accuracy(letter, y);
}
