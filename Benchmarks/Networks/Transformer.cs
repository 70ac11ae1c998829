using static NetGen.Activation;
using static NetGen.Ops;

namespace NetGen.Benchmarks.Networks;

/// <summary>A small causal transformer that guesses the next of 29 letters at 48 positions: 106,909 parameters.</summary>
internal sealed class Transformer : Workload
{
    private const int Letters = TransformerModel.Letters, Length = TransformerModel.Length;

    public override string Name => "transformer";

    public override IReadOnlyList<int> Batches => [1, 32];

    // Of each position: in a block four projections, the scores and the mean over the positions, and two layers; then the letters.
    public override Operations Operations
    {
        get
        {
            const long Size = TransformerModel.Size, Block = (4 * Size * Size) + (2 * Length * Size) + (8 * Size * Size);
            const long Predict = 2 * Length * ((TransformerModel.Blocks * Block) + (Size * Letters));
            return new Operations(Predict, 3 * Predict);
        }
    }

    public override Session Open(int batch, int threads)
    {
        var network = new TransformerModel(seed: 1) { Threads = threads };
        var trainer = network.CreateTrainer(new AdamW(1e-7f), batch, new TrainerOptions { Threads = threads });
        var data = new Batches(batch);
        var (letters, next) = (data.Labels(Letters, Length), data.Labels(Letters, Length));
        var logits = new float[batch * Length * Letters];
        return new Session(
            calls =>
            {
                for (var i = 0; i < calls; i++)
                    network.Predict(data.Take(letters, data.Next()), logits);
            },
            calls =>
            {
                for (var i = 0; i < calls; i++)
                {
                    var taken = data.Next();
                    trainer.Step(data.Take(letters, taken), data.Take(next, taken));
                }
            },
            trainer);
    }
}

/// <summary>The network.</summary>
[Network]
internal sealed partial class TransformerModel
{
    public const int Letters = 29, Length = 48, Size = 64, Blocks = 2;

    [Embedding(Letters, Size), PositionEmbedding]
    private partial Tensor Embed(Tensor letters);

    [LayerNorm, MultiHeadAttention(4, Causal = true), Dropout(0.1f)]
    private partial Tensor Attend(int block, Tensor h);

    [LayerNorm, Dense(4 * Size, Gelu), Dense(Size), Dropout(0.1f)]
    private partial Tensor Think(int block, Tensor h);

    [LayerNorm, Dense(Letters)]
    private partial Tensor Guess(Tensor h);

    [Forward]
    private Tensor Define([Indices(Length)] Tensor letters)
    {
        var h = Embed(letters);
        for (var block = 0; block < Blocks; block++)
        {
            h += Attend(block, h);
            h += Think(block, h);
        }

        var logits = Guess(h);
        return logits;
    }

    [Loss] private Tensor Loss(Tensor logits, [Label(Length)] Tensor next) => CrossEntropy(logits, next);
}
