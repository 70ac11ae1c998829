using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// What a training run has to give besides the loss: one bit for each gradient and one for each of up to 64 outputs. The default wants none.
/// </summary>
/// <remarks>The bits of the first <see cref="Inline"/> gradients are copied, which is all that most networks have. The others stay where they are.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct GradientMask
{
    /// <summary>How many gradients a mask has bits of its own for.</summary>
    internal const int Inline = InlineWords * BitsPerWord;

    internal const int InlineWords = 3;
    private const int BitsPerWord = 64;

    private readonly ulong _word0, _word1, _word2, _outputs;

    /// <summary>The bits from <see cref="Inline"/> on, in memory of the <see cref="ParameterMask"/>.</summary>
    private readonly ulong* _others;

    private readonly nint _otherWords;

    private GradientMask(ulong word0, ulong word1, ulong word2, ulong* others, nint otherWords, ulong outputs)
    {
        (_word0, _word1, _word2, _outputs) = (word0, word1, word2, outputs);
        _others = others;
        _otherWords = otherWords;
    }

    /// <summary>Whether the gradient <paramref name="index"/>, from 0, is wanted.</summary>
    public bool this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Any(index, index);
    }

    /// <summary>Whether any of the gradients <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    /// <remarks>With constants, as generated code has, one test of a bit pattern for each word that they touch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public bool Any(int first, int last) =>
        ((_word0 & Bits(first, last)) | (_word1 & Bits(first - 64, last - 64)) | (_word2 & Bits(first - 128, last - 128))) != 0
        || (last >= Inline && AnyOther(Math.Max(first - Inline, 0), last - Inline));

    /// <summary>Whether any of the outputs <paramref name="first"/> to <paramref name="last"/>, both included, 0 to 63, is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public bool AnyOutput(int first, int last) => (_outputs & Bits(first, last)) != 0;

    /// <summary>The same choice as <paramref name="mask"/>, which must be alive as long as this is used: beyond <see cref="Inline"/> gradients it keeps the bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static GradientMask From(ParameterMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ReadOnlySpan<ulong> words = mask.Words;
        return words.Length == 1
            ? new(words[0], 0, 0, null, 0, 0)
            : new(words[0], words[1], words.Length > 2 ? words[2] : 0, mask.Others, Math.Max(words.Length - InlineWords, 0), 0);
    }

    /// <summary>This mask with the outputs of <paramref name="outputs"/>, bit 0 being the first, in place of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GradientMask WithOutputs(ulong outputs) => new(_word0, _word1, _word2, _others, _otherWords, outputs);

    // A mask may have fewer bits than the network has gradients: a trainer's has none for inputs.
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private bool AnyOther(int first, int last) =>
        first / BitsPerWord == last / BitsPerWord
            ? first / BitsPerWord < _otherWords && (_others[first / BitsPerWord] & Bits(first % BitsPerWord, last % BitsPerWord)) != 0
            : AnyOfWords(first, last);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AnyOfWords(int first, int last)
    {
        for (int word = first / BitsPerWord; word <= last / BitsPerWord && word < _otherWords; word++)
        {
            if ((_others[word] & Bits(first - (word * BitsPerWord), last - (word * BitsPerWord))) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The bits of one word from <paramref name="first"/> to <paramref name="last"/>, as far as they lie within it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Bits(int first, int last) =>
        first > 63 || last < 0 ? 0 : ~0UL << Math.Max(first, 0) & ~0UL >> 63 - Math.Min(last, 63);
}
