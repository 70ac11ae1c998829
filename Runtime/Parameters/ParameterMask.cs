using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// A choice among gradients: bit i stands for parameter i of the layout, the bits after those for the network's inputs.
/// </summary>
public sealed class ParameterMask
{
    private const int BitsPerWord = 64;
    private readonly ulong[] _words;

    /// <summary>An empty choice among <paramref name="count"/> gradients.</summary>
    public ParameterMask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        int words = Math.Max(1, (count + BitsPerWord - 1) / BitsPerWord);
        _words = words > GradientMask.InlineWords ? GC.AllocateArray<ulong>(words, pinned: true) : new ulong[words];
    }

    /// <summary>The number of gradients to choose from.</summary>
    public int Count { get; }

    /// <summary>The bits, least significant first; at least one word.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Where the bits lie that a <see cref="GradientMask"/> does not copy, in memory that does not move; null if there are none.</summary>
    internal unsafe ulong* Others
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get => _words.Length > GradientMask.InlineWords ? (ulong*)Unsafe.AsPointer(ref _words[GradientMask.InlineWords]) : null;
    }

    /// <summary>Whether the gradient at <paramref name="index"/> is chosen.</summary>
    public bool this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return (_words[index / BitsPerWord] >> (index % BitsPerWord) & 1) != 0;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            ulong bit = 1UL << (index % BitsPerWord);
            if (value) _words[index / BitsPerWord] |= bit;
            else _words[index / BitsPerWord] &= ~bit;
        }
    }

    /// <summary>Makes the same choice as <paramref name="other"/>, which has as many gradients.</summary>
    internal void CopyFrom(ParameterMask other) => other._words.CopyTo(_words, 0);

    /// <summary>Every parameter of <paramref name="layout"/> that optimizers may change.</summary>
    public static ParameterMask Trainable(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var mask = new ParameterMask(layout.Count);
        for (int i = 0; i < layout.Count; i++) mask[i] = layout[i].Trainable;
        return mask;
    }

    /// <summary>
    /// The indices of the names that <paramref name="pattern"/> matches: <c>*</c> is any text, <c>?</c> any character, case matters.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern matches none of the names.</exception>
    internal static IEnumerable<int> Match(IReadOnlyList<string> names, string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        int[] found = [.. Enumerable.Range(0, names.Count).Where(i =>
            FileSystemName.MatchesSimpleExpression(pattern, names[i], ignoreCase: false))];
        if (found.Length > 0) return found;
        throw new ArgumentException($"no parameter's name matches '{pattern}'.{NearNames.Hint(pattern, names)}", nameof(pattern));
    }
}
