namespace NetGen.Generator.Reference;

/// <summary>The random numbers of the runtime, in scalar code: a key from seed, step and layer, and a hash of key, row and column.</summary>
internal static class ReferenceRandom
{
    /// <summary>The key of a layer's dropout in one step.</summary>
    public static ulong DropoutKey(ulong seed, long step, string layer)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in layer)
        {
            hash = unchecked((hash ^ (byte)character) * 0x100000001B3);
            hash = unchecked((hash ^ (byte)(character >> 8)) * 0x100000001B3);
        }

        return Mix(Mix(unchecked(seed + (ulong)step)) ^ hash);
    }

    /// <summary>Whether dropout keeps an element: its 24 random bits, as a fraction, are at least the rate.</summary>
    public static bool Keeps(ulong key, int row, int column, float rate)
    {
        var bits = Mix(key ^ (((ulong)(uint)row << 32) | (uint)column));
        return (bits >> 40) / (double)(1 << 24) >= rate;
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
