namespace NetGen;

/// <summary>
/// Random numbers that are a function of a key and a counter, and of nothing else: no state to save, the same values in whatever order and
/// on however many threads they are drawn. Philox4x32-10 (Salmon et al., SC 2011) over a 64-bit counter.
/// </summary>
public readonly struct CounterRandom
{
    /// <summary>A stream with the given 64-bit key.</summary>
    public CounterRandom(ulong key) => Key = key;

    /// <summary>
    /// The stream of <paramref name="seed"/> that belongs to <paramref name="name"/>: streams of different names are independent, so that
    /// adding, removing or reordering names leaves the others' values as they were.
    /// </summary>
    public CounterRandom(ulong seed, string name) => Key = KeyOf(seed, name);

    /// <summary>The 64-bit key of this stream.</summary>
    public ulong Key { get; }

    /// <summary>The key of the stream of <paramref name="seed"/> that belongs to <paramref name="name"/>.</summary>
    public static ulong KeyOf(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong hash = 0xCBF29CE484222325;
        foreach (char character in name)
        {
            // FNV-1a over the two bytes of each UTF-16 unit.
            hash = (hash ^ (byte)character) * 0x100000001B3;
            hash = (hash ^ (byte)(character >> 8)) * 0x100000001B3;
        }

        return Mix(Mix(seed) ^ hash);
    }

    /// <summary>The 32 random bits at position <paramref name="counter"/>.</summary>
    public uint UInt32(ulong counter) => Block(counter >> 2)[(int)(counter & 3)];

    /// <summary>
    /// The 64 random bits at position <paramref name="counter"/>; they overlap the 32-bit words 2·counter and 2·counter + 1.
    /// </summary>
    public ulong UInt64(ulong counter)
    {
        PhiloxBlock block = Block(counter >> 1);
        int first = (int)(counter & 1) * 2;
        return block[first] | ((ulong)block[first + 1] << 32);
    }

    /// <summary>A uniform value in [0, 1), a multiple of 2⁻²⁴, at position <paramref name="counter"/>.</summary>
    public float Uniform(ulong counter) => ToUniform(UInt32(counter));

    /// <summary>A standard normal value at position <paramref name="counter"/> (Box–Muller; |value| is below 6.8).</summary>
    public float Normal(ulong counter)
    {
        PhiloxBlock block = Block(counter >> 2);
        int pair = (int)(counter & 2);
        (float cosine, float sine) = BoxMuller(block[pair], block[pair + 1]);
        return (counter & 1) == 0 ? cosine : sine;
    }

    /// <summary>
    /// A uniform integer in [0, <paramref name="bound"/>) at position <paramref name="counter"/>; its bias is below 2⁻³³.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int Below(int bound, ulong counter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(UInt64(counter), (ulong)bound, out _);
    }

    /// <summary>
    /// Fills <paramref name="values"/> with <see cref="Uniform"/> at positions 0, 1, 2, …, stretched to [<paramref name="low"/>,
    /// <paramref name="high"/>).
    /// </summary>
    public void FillUniform(Span<float> values, float low, float high)
    {
        float width = high - low;
        for (int start = 0; start < values.Length; start += 4)
        {
            PhiloxBlock block = Block((ulong)start >> 2);
            int count = Math.Min(4, values.Length - start);
            for (int i = 0; i < count; i++) values[start + i] = low + width * ToUniform(block[i]);
        }
    }

    /// <summary>Fills <paramref name="values"/> with <see cref="Normal"/> at positions 0, 1, 2, …, scaled and shifted.</summary>
    public void FillNormal(Span<float> values, float mean, float standardDeviation)
    {
        for (int start = 0; start < values.Length; start += 2)
        {
            PhiloxBlock block = Block((ulong)start >> 2);
            int pair = start & 2;
            (float cosine, float sine) = BoxMuller(block[pair], block[pair + 1]);
            values[start] = mean + standardDeviation * cosine;
            if (start + 1 < values.Length) values[start + 1] = mean + standardDeviation * sine;
        }
    }

    /// <summary>Permutes <paramref name="items"/> uniformly (Fisher–Yates), the same way for the same key and length.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int chosen = Below(last + 1, (ulong)last);
            (items[last], items[chosen]) = (items[chosen], items[last]);
        }
    }

    internal PhiloxBlock Block(ulong counter) =>
        Philox.Block((uint)counter, (uint)(counter >> 32), 0, 0, (uint)Key, (uint)(Key >> 32));

    private static float ToUniform(uint bits) => (bits >> 8) * (1f / (1 << 24));

    internal static (float Cosine, float Sine) BoxMuller(uint radiusBits, uint angleBits)
    {
        // Half a step above zero, so that the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log((radiusBits + 0.5) * (1.0 / 4294967296.0)));
        (double sine, double cosine) = Math.SinCos(angleBits * (2 * Math.PI / 4294967296.0));
        return ((float)(radius * cosine), (float)(radius * sine));
    }

    /// <summary>
    /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the argument moves every bit of the result.
    /// </summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
