namespace NetGen;

/// <summary>Random orders that depend on seed and epoch only, so that every machine shuffles alike.</summary>
internal static class Permutation
{
    /// <summary>
    /// Fills <paramref name="order"/> with 0, 1, … in a random order, every order equally likely: Fisher and Yates' shuffle,
    /// with Lemire's unbiased choice from a range ("Fast Random Integer Generation in an Interval", 2019).
    /// </summary>
    public static void Fill(Span<int> order, ulong seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        var random = new RandomStream(seed, (uint)epoch);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)random.Below((uint)i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
