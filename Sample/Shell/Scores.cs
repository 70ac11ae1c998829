namespace NetGen.Sample.Shell;

/// <summary>What a classifier says of each class.</summary>
internal static class Scores
{
    /// <summary>The class with the largest score, the first of equal ones.</summary>
    public static int ArgMax(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }
}
