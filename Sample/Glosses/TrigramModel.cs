using NetGen.Sample.Networks;
using NetGen.Sample.Shell;

namespace NetGen.Sample.Glosses;

/// <summary>
/// Guesses a letter from the two before it, by counting. Counts of two letters are mixed with those of one and of none by how many different letters were seen
/// to follow: I. Witten and T. Bell, "The zero-frequency problem" (1991).
/// </summary>
internal sealed class TrigramModel
{
    private const int Letters = GlossModel.Letters;
    private readonly int[][] _counts = [new int[Letters], new int[Letters * Letters], new int[Letters * Letters * Letters]];

    public TrigramModel(ReadOnlySpan<int> text)
    {
        for (int at = 2; at < text.Length; at++)
        {
            for (int order = 0; order <= 2; order++)
                _counts[order][(Context(text, at, order) * Letters) + text[at]]++;
        }
    }

    /// <summary>Mean of −log₂ of the probability of each letter, and how often the most probable one was right.</summary>
    public (double Bits, double Accuracy) Evaluate(ReadOnlySpan<int> text)
    {
        double bits = 0, right = 0;
        Span<float> probabilities = stackalloc float[Letters];
        for (int at = 2; at < text.Length; at++)
        {
            Predict(text, at, probabilities);
            bits -= Math.Log2(probabilities[text[at]]);
            right += Scores.ArgMax(probabilities) == text[at] ? 1 : 0;
        }

        return (bits / (text.Length - 2), right / (text.Length - 2));
    }

    private void Predict(ReadOnlySpan<int> text, int at, Span<float> probabilities)
    {
        probabilities.Fill(1f / Letters);
        for (int order = 0; order <= 2; order++)
        {
            ReadOnlySpan<int> counts = _counts[order].AsSpan(Context(text, at, order) * Letters, Letters);
            int total = 0, different = 0;
            foreach (int count in counts)
                (total, different) = (total + count, different + (count > 0 ? 1 : 0));
            if (total == 0)
                return;
            for (int letter = 0; letter < Letters; letter++)
                probabilities[letter] = (counts[letter] + (different * probabilities[letter])) / (total + different);
        }
    }

    /// <summary>The number of the <paramref name="order"/> letters before a place.</summary>
    private static int Context(ReadOnlySpan<int> text, int at, int order)
    {
        int context = 0;
        for (int i = at - order; i < at; i++) context = (context * Letters) + text[i];
        return context;
    }
}
