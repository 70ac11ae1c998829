using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>A text as 128 numbers, from how often each of 3000 groups of three letters occurs in it.</summary>
[Network]
internal sealed partial class TextTower
{
    [Dense(300, Tanh), Dense(300, Tanh), Dense(128, Tanh)] private partial Tensor Encode(Tensor x);

    [Forward]
    private Tensor Define([Shape(3000)] Tensor text)
    {
        var code = Encode(text);
        return code;
    }
}

/// <summary>
/// Trains one tower on queries and documents: that of a query is to be nearer to its own document than to others (Huang et al., 2013, "Learning deep
/// structured semantic models for web search using clickthrough data").
/// </summary>
[Network]
internal sealed partial class SearchModel
{
    /// <summary>Documents of other queries, for each query.</summary>
    public const int Others = 4;

    private const float Sharpness = 10;

    [Clone<TextTower>(Parameters = CloneParameters.Shared, Source = "tower")] private partial Tensor Encode(Tensor text);

    [Forward]
    private Tensor Define([Shape(3000)] Tensor query, [Shape(3000)] Tensor document, [Shape(Others, 3000)] Tensor others)
    {
        var q = Encode(query);
        var scores = Cosine(q, Encode(document));
        for (var i = 0; i < Others; i++)
            scores = Concat(scores, Cosine(q, Encode(Reshape(Slice(others, i, 1, axis: 0), 3000))));
        return scores;
    }

    private static Tensor Cosine(Tensor a, Tensor b) =>
        Sum(a * b, 1, true) / (Sqrt(Sum(Square(a), 1, true) * Sum(Square(b), 1, true)) + 1e-6f);

    // The own document is the first.
    [Loss] private Tensor Loss(Tensor scores, [Label] Tensor first) => CrossEntropy(scores * Sharpness, first);
}
