using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Fifty texts, each as 128 numbers, from the weights of 3000 groups of three letters in it.</summary>
[Network]
internal sealed partial class TextTower
{
    /// <summary>The texts that go together.</summary>
    public const int Texts = 50;

    [Dense(300, Tanh), Dense(300, Tanh), Dense(128, Tanh)] private partial Tensor Encode(Tensor x);

    [Forward]
    private Tensor Define([Shape(Texts, 3000)] Tensor texts)
    {
        var codes = Encode(texts);
        return codes;
    }
}

/// <summary>
/// Trains one tower on queries and documents: each of fifty queries is to be nearer to its own document than to those of the others, and each document to its query
/// (Huang et al., 2013, "Learning deep structured semantic models for web search using clickthrough data"). The targets are mixed with what the letter groups
/// themselves say: what they already find is not to be forgotten. Each time texts lose some of their groups.
/// </summary>
[Network]
internal sealed partial class SearchModel
{
    private const int Texts = TextTower.Texts;
    private const float Sharpness = 20, Kept = 0.8f;

    [Clone<TextTower>(Parameters = CloneParameters.Shared, Source = "tower")] private partial Tensor Encode(Tensor texts);

    [Dropout(0.3f)] private partial Tensor Thin(Tensor texts);

    [Forward]
    private (Tensor Scores, Tensor Before) Define([Shape(Texts, 3000)] Tensor queries, [Shape(Texts, 3000)] Tensor documents)
    {
        var scores = MatMul(Normalize(Encode(Thin(queries))), Transpose(Normalize(Encode(Thin(documents))))) * Sharpness;
        return (scores, MatMul(queries, Transpose(documents)) * Sharpness);
    }

    // The document of a query has its number.
    [Loss]
    private Tensor Loss(Tensor scores, Tensor before, [Shape(Texts, Texts)] Tensor own) =>
        CrossEntropy(scores, own * (1 - Kept) + Softmax(before) * Kept)
        + CrossEntropy(Transpose(scores), own * (1 - Kept) + Softmax(Transpose(before)) * Kept);
}
