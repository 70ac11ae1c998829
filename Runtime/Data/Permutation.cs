namespace NetGen;

/// <summary>Random orders that depend on seed and epoch only, so that every machine shuffles alike.</summary>
internal static class Permutation
{
    private const string StreamName = "order of rows";

    /// <summary>Fills <paramref name="order"/> with 0, 1, … in a random order, each order equally likely.</summary>
    public static void Fill(Span<int> order, ulong seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        ulong key = new CounterRandom(seed, StreamName).UInt64((uint)epoch);
        new CounterRandom(key).Shuffle(order);
    }
}
