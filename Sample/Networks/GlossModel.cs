using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Sample.Networks;

/// <summary>Which letter comes next, at every place of a piece of text: a transformer that sees only what came before.</summary>
[Network]
internal sealed partial class GlossModel
{
    /// <summary>Letters of a piece of text.</summary>
    public const int Length = 48;

    /// <summary>The number of different letters.</summary>
    public const int Letters = 29;

    private const int Size = 64, Heads = 4, Blocks = 2;
    private const float Rate = 0.1f;

    [Embedding(Letters, Size), PositionEmbedding]
    private partial Tensor Embed(Tensor letters);

    [LayerNorm, MultiHeadAttention(Heads, Causal = true), Dropout(Rate)]
    private partial Tensor Attend(int block, Tensor h);

    [LayerNorm, Dense(4 * Size, Gelu), Dense(Size), Dropout(Rate)]
    private partial Tensor Think(int block, Tensor h);

    [LayerNorm, Dense(Letters)]
    private partial Tensor Guess(Tensor h);

    [Forward]
    private Tensor Define([Indices(Length)] Tensor letters)
    {
        Tensor h = Embed(letters);
        for (int block = 0; block < Blocks; block++)
        {
            h += Attend(block, h);
            h += Think(block, h);
        }

        Tensor logits = Guess(h);
        return logits;
    }

    [Loss]
    private Tensor Loss(Tensor logits, [Label(Length)] Tensor next) => CrossEntropy(logits, next);

    [Metric]
    private Tensor Accuracy(Tensor logits, [Label(Length)] Tensor next) => NetGen.Ops.Accuracy(logits, next);
}
