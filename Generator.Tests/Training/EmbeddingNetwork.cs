using static NetGen.Ops;

namespace NetGen.Tests.Training;

/// <summary>A sparse and a dense embedding of the same numbers, the sparse one too small to be updated early for its size.</summary>
[Network]
internal sealed partial class EmbeddingNetwork
{
    public const int Words = 50, Length = 6;

    [Embedding(Words, 5)]
    private partial Tensor Sparse(Tensor words);

    [Embedding(Words, 5, Sparse = false)]
    private partial Tensor Full(Tensor words);

    [Dense(1)]
    private partial Tensor Head(Tensor h);

    [Forward]
    private Tensor Define([Indices(Length)] Tensor words)
    {
        Tensor prediction = Head(Flatten(Sparse(words) + Full(words)));
        return prediction;
    }

    [Loss]
    private Tensor Loss(Tensor prediction, [Shape(1)] Tensor y) => Mse(prediction, y);
}
