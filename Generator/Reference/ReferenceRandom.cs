namespace NetGen.Generator.Reference;

/// <summary>The random numbers of Runtime's <c>DropoutMask</c>, in scalar code: a key from seed, step and layer, and a hash of key, row
/// and column.</summary>
internal static class ReferenceRandom
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>The key of a layer's dropout in one step.</summary>
    public static ulong DropoutKey(ulong seed, long step, string layer)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var character in layer)
        {
            hash = unchecked((hash ^ (byte)character) * 0x100000001B3);
            hash = unchecked((hash ^ (byte)(character >> 8)) * 0x100000001B3);
        }

        return Mix(unchecked(Mix(unchecked(seed + (ulong)step + GoldenRatio)) ^ hash));
    }

    /// <summary>Whether dropout keeps an element: its 24 random bits, as a fraction, are at least the rate.</summary>
    public static bool Keeps(ulong key, int row, int column, float rate)
    {
        var words = Mix(unchecked(key + (((ulong)row + 1) * GoldenRatio)));
        var bits = Mix(unchecked(Mix(unchecked((uint)column + (uint)words)) ^ (uint)(words >> 32)));
        return (bits >> 8) >= (uint)(int)Math.Round(rate * (1 << 24));
    }

    private static uint Mix(uint x)
    {
        unchecked
        {
            x = (x ^ (x >> 16)) * 0x7FEB352D;
            x = (x ^ (x >> 15)) * 0x846CA68B;
            return x ^ (x >> 16);
        }
    }

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
