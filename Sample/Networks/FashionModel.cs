using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>What piece of clothing a picture of 28 × 28 pixels shows, in the manner of LeNet.</summary>
[Network]
internal sealed partial class FashionModel
{
    [Conv2D(32, 3, Relu), MaxPool2D(2), Conv2D(64, 3, Relu), MaxPool2D(2), Flatten, Dropout(0.25f), Dense(128, Relu), Dense(10)]
    private partial Tensor Classifier(Tensor picture);

    [Forward]
    private Tensor Define([Shape(28, 28, 1)] Tensor picture) => Classifier(picture);

    [Loss]
    private Tensor Loss(Tensor output, [Label] Tensor label) => CrossEntropy(output, label);

    [Metric]
    private Tensor Accuracy(Tensor output, [Label] Tensor label) => Ops.Accuracy(output, label);
}
