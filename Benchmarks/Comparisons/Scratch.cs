using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons;

/// <summary>Buffers of random numbers that comparisons share: what one measures, another may use too, since they take turns.</summary>
internal static class Scratch
{
    private const int Line = 16, LinesOfAPage = 64;

    private static readonly Dictionary<(string Role, int Length), AlignedBuffer> Buffers = [];
    private static readonly List<AlignedBuffer> Gaps = [];

    /// <summary>A buffer of numbers in [-1, 1).</summary>
    /// <param name="role">What it is to the one who asks: two roles are two buffers.</param>
    /// <param name="length">Floats.</param>
    public static AlignedBuffer Take(string role, int length)
    {
        if (Buffers.TryGetValue((role, length), out var buffer))
            return buffer;
        var random = new Random(1);
        // Buffers at the same place in their pages would make loads wait for stores that they have nothing to do with.
        Gaps.Add(new AlignedBuffer(Line * (Buffers.Count * 19 % LinesOfAPage)));
        buffer = new AlignedBuffer(length);
        foreach (ref var value in buffer.Span)
            value = (random.NextSingle() * 2) - 1;
        Buffers.Add((role, length), buffer);
        return buffer;
    }
}
