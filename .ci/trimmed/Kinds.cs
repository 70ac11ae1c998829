// Networks of the other kinds of layers: what they learn and predict, to the last bit.
using System.Runtime.InteropServices;
using NetGen;
using static NetGen.Activation;
using static NetGen.Ops;

/// <summary>Trains each kind of network for some steps.</summary>
internal static class Kinds
{
    private const int Rows = 12, Steps = 20;

    /// <summary>Prints a line for each kind; whether all of them learned.</summary>
    public static bool Learn()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, Rows * 144).Select(_ => random.NextSingle())];
        int[] numbers = [.. Enumerable.Range(0, Rows * 12).Select(_ => random.Next(4))];
        var (pictures, sounds, words, experts) = (new Pictures(seed: 1), new Sounds(seed: 1), new Words(seed: 1), new Experts(seed: 1));
        using var picturesTrainer = pictures.CreateTrainer(new Adam(1e-2f), Rows);
        using var soundsTrainer = sounds.CreateTrainer(new Adam(1e-2f), Rows);
        using var wordsTrainer = words.CreateTrainer(new Adam(1e-2f), Rows);
        using var expertsTrainer = experts.CreateTrainer(new Adam(1e-2f), Rows);
        return Learns("pictures", 4, () => picturesTrainer.Step(values, numbers.AsSpan(0, Rows)), outputs => pictures.Predict(values, outputs))
            & Learns("sounds", 4, () => soundsTrainer.Step(values.AsSpan(0, Rows * 60), numbers.AsSpan(0, Rows)), outputs => sounds.Predict(values.AsSpan(0, Rows * 60), outputs))
            & Learns("words", 48, () => wordsTrainer.Step(numbers, numbers), outputs => words.Predict(numbers, outputs))
            & Learns("experts", 8, () => expertsTrainer.Step(values.AsSpan(0, Rows * 18), values.AsSpan(0, Rows * 8)), outputs => experts.Predict(values.AsSpan(0, Rows * 18), outputs));
    }

    private static bool Learns(string name, int width, Func<float> step, Action<float[]> predict)
    {
        var first = step();
        var last = first;
        for (var i = 0; i < Steps; i++)
            last = step();
        var outputs = new float[Rows * width];
        predict(outputs);
        // FNV-1a.
        var hash = MemoryMarshal.AsBytes<float>(outputs).ToArray().Aggregate(14695981039346656037, (sum, bits) => (sum ^ bits) * 1099511628211);
        Console.WriteLine($"{name}: loss {first} to {last}, outputs {hash:X16}");
        return last < first;
    }
}

/// <summary>Convolutions, pooling and normalisation.</summary>
[Network, Input(12, 12, 1), Conv2D(6, 3, Activation.Relu), BatchNorm, MaxPool2D(2), Conv2D(9, 3, Activation.Gelu), Flatten, Dense(4), CrossEntropy]
internal sealed partial class Pictures;

/// <summary>Both kinds of recurrent layers.</summary>
[Network, Input(12, 5), Lstm(10, ReturnSequences = true), Gru(7, Bidirectional = true), Dense(4), CrossEntropy]
internal sealed partial class Sounds;

/// <summary>Attention, with dropout.</summary>
[Network]
internal sealed partial class Words
{
    [Embedding(4, 20), PositionEmbedding] private partial Tensor Embed(Tensor words);
    [LayerNorm, MultiHeadAttention(2, Causal = true), Dropout(0.1f)] private partial Tensor Attend(Tensor h);
    [LayerNorm, Dense(4)] private partial Tensor Guess(Tensor h);

    [Forward]
    private Tensor Define([Indices(12)] Tensor words)
    {
        var h = Embed(words);
        var logits = Guess(h + Attend(h));
        return logits;
    }

    [Loss] private Tensor Loss(Tensor logits, [Label(12)] Tensor next) => CrossEntropy(logits, next);
}

/// <summary>Two of four experts for each row.</summary>
[Network]
internal sealed partial class Experts
{
    [Dense(4)] private partial Tensor Gate(Tensor x);
    [Dense(18, Tanh), Dense(8)] private partial Tensor Expert(int index, Tensor x);

    [Forward] private Tensor Define([Shape(18)] Tensor x) => TopK(Softmax(Gate(x)), 2, i => Expert(i, x));
    [Loss] private Tensor Loss(Tensor output, [Shape(8)] Tensor y) => Mse(output, y);
}
