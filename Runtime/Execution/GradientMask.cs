using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Which gradients a run has to compute: one bit for each of up to 256 gradients. The default wants none.</summary>
/// <param name="word0">Bits 0 to 63.</param>
/// <param name="word1">Bits 64 to 127.</param>
/// <param name="word2">Bits 128 to 191.</param>
/// <param name="word3">Bits 192 to 255.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientMask(ulong word0, ulong word1 = 0, ulong word2 = 0, ulong word3 = 0)
{
    /// <summary>The largest number of gradients.</summary>
    public const int Capacity = 256;

    private readonly ulong _word0 = word0, _word1 = word1, _word2 = word2, _word3 = word3;

    /// <summary>Every gradient.</summary>
    public static GradientMask All => new(~0UL, ~0UL, ~0UL, ~0UL);

    /// <summary>Whether the gradient <paramref name="index"/>, 0 to 255, is wanted.</summary>
    public bool this[int index]
    {
        get
        {
            ulong word = (index >> 6) switch { 0 => _word0, 1 => _word1, 2 => _word2, _ => _word3 };
            return ((word >> (index & 63)) & 1) != 0;
        }
    }

    /// <summary>Whether any of the gradients <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    public bool Any(int first, int last)
    {
        for (int index = first; index <= last; index++)
        {
            if (this[index])
                return true;
        }

        return false;
    }

    /// <summary>The same choice as <paramref name="mask"/>.</summary>
    /// <exception cref="NotSupportedException">There are more than <see cref="Capacity"/> gradients to choose from.</exception>
    public static GradientMask From(ParameterMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Count > Capacity)
            throw new NotSupportedException($"the network has {mask.Count} parameters and inputs; gradients can be chosen among at most {Capacity}");
        ReadOnlySpan<ulong> words = mask.Words;
        return new(words[0], Word(words, 1), Word(words, 2), Word(words, 3));

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
            0 => new(_word0 | bit, _word1, _word2, _word3),
            1 => new(_word0, _word1 | bit, _word2, _word3),
            2 => new(_word0, _word1, _word2 | bit, _word3),
            _ => new(_word0, _word1, _word2, _word3 | bit),
        };
    }
}
