using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Which of eleven vowels a moment of speech is, whoever speaks.</summary>
[Network]
internal sealed partial class VowelModel
{
    [Dense(32, Tanh), Dense(32, Tanh)] private partial Tensor Hidden(Tensor x);
    [Dense(11)] private partial Tensor Top(Tensor h);

    [Forward]
    private Tensor Define([Shape(9)] Tensor features)
    {
        var z = Top(Hidden(features));
        return z;
    }

    [Loss] private Tensor Loss(Tensor z, [Label] Tensor vowel) => CrossEntropy(z, vowel);
    [Metric] private Tensor Recognised(Tensor z, [Label] Tensor vowel) => Accuracy(z, vowel);
}

/// <summary>
/// The same network for one speaker: a copy that is trained on, towards the labels and towards what the original says (Yu et al., 2013, "KL-divergence
/// regularized deep neural network adaptation").
/// </summary>
[Network]
internal sealed partial class AdaptedVowelModel
{
    [Clone<VowelModel>] private partial Tensor Adapt(Tensor features);
    [Clone<VowelModel>(Parameters = CloneParameters.Constant)] private partial Tensor Reference(Tensor features);

    [Forward] private (Tensor Z, Tensor ZRef) Define([Shape(9)] Tensor features) => (Adapt(features), Reference(features));

    [Loss]
    private Tensor Loss(Tensor z, Tensor zRef, [Shape(11)] Tensor labels, [Shape(1)] Tensor w) =>
        CrossEntropy(z, labels * (1 - w) + Softmax(zRef) * w);
}

/// <summary>
/// The same network for one speaker, kept as it is behind a linear layer that is trained: fDLR (Seide et al., 2011, "Feature engineering in
/// context-dependent deep neural networks"). The layer starts as the identity.
/// </summary>
[Network]
internal sealed partial class TransformedVowelModel
{
    [Dense(9, KernelInitializer = Init.Zeros)] private partial Tensor Shift(Tensor x);
    [Clone<VowelModel>(Parameters = CloneParameters.Constant)] private partial Tensor Recognise(Tensor features);

    [Forward]
    private Tensor Define([Shape(9)] Tensor features)
    {
        var z = Recognise(features + Shift(features));
        return z;
    }

    [Loss] private Tensor Loss(Tensor z, [Label] Tensor vowel) => CrossEntropy(z, vowel);
}
