using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// What a training run has to give besides the loss: one bit for each of up to 256 gradients and, from <see cref="FirstOutput"/> on, for each of up to 64
/// outputs. The default wants none.
/// </summary>
/// <param name="word0">Bits 0 to 63.</param>
/// <param name="word1">Bits 64 to 127.</param>
/// <param name="word2">Bits 128 to 191.</param>
/// <param name="word3">Bits 192 to 255.</param>
/// <param name="outputs">Bits 256 to 319, of the outputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientMask(ulong word0, ulong word1 = 0, ulong word2 = 0, ulong word3 = 0, ulong outputs = 0)
{
    /// <summary>The largest number of gradients.</summary>
    public const int Capacity = 256;

    /// <summary>The bit of the first output.</summary>
    public const int FirstOutput = Capacity;

    private readonly ulong _word0 = word0, _word1 = word1, _word2 = word2, _word3 = word3, _outputs = outputs;

    /// <summary>Every gradient, and no output.</summary>
    public static GradientMask All => new(~0UL, ~0UL, ~0UL, ~0UL);

    /// <summary>Whether the gradient <paramref name="index"/>, 0 to 255, or output, from 256, is wanted.</summary>
    public bool this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Any(index, index);
    }

    /// <summary>Whether any of the gradients or outputs <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    /// <remarks>With constants, as generated code has, one test of a bit pattern for each word that they touch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public bool Any(int first, int last) =>
        ((_word0 & Bits(first, last)) | (_word1 & Bits(first - 64, last - 64)) | (_word2 & Bits(first - 128, last - 128)) | (_word3 & Bits(first - 192, last - 192))
            | (_outputs & Bits(first - FirstOutput, last - FirstOutput))) != 0;

    /// <summary>The same choice as <paramref name="mask"/>.</summary>
    /// <exception cref="NotSupportedException">There are more than <see cref="Capacity"/> gradients to choose from.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static GradientMask From(ParameterMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ReadOnlySpan<ulong> words = mask.Words;
        return words.Length == 1 ? new(words[0]) : Long(words, mask.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GradientMask Long(ReadOnlySpan<ulong> words, int count)
    {
        if (count > Capacity)
            throw new NotSupportedException($"the network has {count} parameters and inputs; gradients can be chosen among at most {Capacity}");
        return new(words[0], words[1], Word(words, 2), Word(words, 3));

        static ulong Word(ReadOnlySpan<ulong> words, int index) => index < words.Length ? words[index] : 0;
    }

    /// <summary>This mask with the gradient <paramref name="index"/> added.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in 0 to 255.</exception>
    public GradientMask With(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity);
        ulong bit = 1UL << (index & 63);
        return (index >> 6) switch
        {
            0 => new(_word0 | bit, _word1, _word2, _word3, _outputs),
            1 => new(_word0, _word1 | bit, _word2, _word3, _outputs),
            2 => new(_word0, _word1, _word2 | bit, _word3, _outputs),
            _ => new(_word0, _word1, _word2, _word3 | bit, _outputs),
        };
    }

    /// <summary>This mask with the outputs of <paramref name="outputs"/>, bit 0 being the first, in place of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GradientMask WithOutputs(ulong outputs) => new(_word0, _word1, _word2, _word3, outputs);

    /// <summary>The bits of one word from <paramref name="first"/> to <paramref name="last"/>, as far as they lie within it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Bits(int first, int last) =>
        first > 63 || last < 0 ? 0 : ~0UL << Math.Max(first, 0) & ~0UL >> 63 - Math.Min(last, 63);
}
