using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The random factors of inverted dropout: 0 with probability p, otherwise 1 / (1 - p), so that the mean stays 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    /// <summary>Tells the masks of different networks, steps and layers apart.</summary>
    /// <param name="seed">The seed of the network.</param>
    /// <param name="step">The number of the training step.</param>
    /// <param name="layer">The name of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Key(ulong seed, long step, string layer)
    {
        ulong hash = 0xCBF29CE484222325; // FNV-1a over the UTF-16 bytes
        foreach (char character in layer)
        {
            hash = (hash ^ (byte)character) * 0x100000001B3;
            hash = (hash ^ (byte)(character >> 8)) * 0x100000001B3;
        }

        return Mix(Mix(seed + (ulong)step + 0x9E3779B97F4A7C15) ^ hash);
    }

    /// <summary>
    /// Writes the rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of the mask. Each factor is a function of key, row and column alone: it does
    /// not depend on the split among workers, and a recomputation gives the same mask.
    /// </summary>
    /// <param name="mask">First element of the row-major mask, row 0.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row to end before.</param>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="rate">Probability p of a zero, 0 ≤ p &lt; 1, kept to within 2⁻²⁴.</param>
    /// <param name="key">Tells masks apart: a hash of seed, step and layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ref float mask, int rowBegin, int rowEnd, int width, float rate, ulong key)
    {
        int threshold = (int)Math.Round(rate * (1 << 24));
        float scale = 1 / (1 - rate);
        for (int row = rowBegin; row < rowEnd; row++)
        {
            ulong words = RowWords(row, key);
            FillRow(ref Unsafe.Add(ref mask, (nint)row * width), width, (uint)words, (uint)(words >> 32), threshold, scale);
        }
    }

    /// <summary>The factors of <see cref="Fill"/> for rows that lie elsewhere in the batch, one behind the other.</summary>
    /// <param name="mask">First element of the row-major result, place 0.</param>
    /// <param name="rows">The number in the batch of the row at place 0; those of the other places follow.</param>
    /// <param name="begin">First place.</param>
    /// <param name="end">Place to end before.</param>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="rate">As in <see cref="Fill"/>.</param>
    /// <param name="key">As in <see cref="Fill"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillRows(ref float mask, ref int rows, int begin, int end, int width, float rate, ulong key)
    {
        int threshold = (int)Math.Round(rate * (1 << 24));
        float scale = 1 / (1 - rate);
        for (int place = begin; place < end; place++)
        {
            ulong words = RowWords(Unsafe.Add(ref rows, place), key);
            FillRow(ref Unsafe.Add(ref mask, (nint)place * width), width, (uint)words, (uint)(words >> 32), threshold, scale);
        }
    }

    /// <summary>Writes the number of each row [<paramref name="begin"/>, <paramref name="end"/>) of the batch, for branches to take along.</summary>
    /// <param name="numbers">That of row 0.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    public static void NumberRows(ref int numbers, int begin, int end)
    {
        for (int row = begin; row < end; row++)
            Unsafe.Add(ref numbers, row) = row;
    }

    /// <summary>The same factors for a block of rows that lie in the lanes.</summary>
    /// <param name="mask">First element of the block, [column][row].</param>
    /// <param name="firstRow">The block's first row in the batch.</param>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="rate">As in <see cref="Fill"/>.</param>
    /// <param name="key">As in <see cref="Fill"/>.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillBlock<V>(ref float mask, int firstRow, int width, float rate, ulong key)
        where V : struct, ISimd<V>
    {
        int threshold = (int)Math.Round(rate * (1 << 24)), rows = Block.Width<V>();
        float scale = 1 / (1 - rate);
        Span<uint> words0 = stackalloc uint[Block.MaxWidth], words1 = stackalloc uint[Block.MaxWidth];
        for (int row = 0; row < rows; row++)
        {
            ulong words = RowWords(firstRow + row, key);
            words0[row] = (uint)words;
            words1[row] = (uint)(words >> 32);
        }

        for (int column = 0; column < width; column++)
        {
            for (int row = 0; row < rows; row += Vector<uint>.Count)
            {
                Vector<uint> word0 = Vector.LoadUnsafe(ref words0[0], (nuint)row), word1 = Vector.LoadUnsafe(ref words1[0], (nuint)row);
                Factors(new((uint)column), word0, word1, threshold, scale).StoreUnsafe(ref mask, (nuint)((column * rows) + row));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong RowWords(int row, ulong key) => Mix(key + (ulong)(row + 1) * 0x9E3779B97F4A7C15);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRow(ref float row, int width, uint word0, uint word1, int threshold, float scale)
    {
        int column = 0;
        Vector<uint> index = Vector<uint>.Indices, words0 = new(word0), words1 = new(word1);
        for (; column + Vector<uint>.Count <= width; column += Vector<uint>.Count)
        {
            Factors(index, words0, words1, threshold, scale).StoreUnsafe(ref row, (nuint)column);
            index += new Vector<uint>((uint)Vector<uint>.Count);
        }

        Vector<float> tail = Factors(index, words0, words1, threshold, scale);
        for (int i = 0; column < width; i++, column++)
            Unsafe.Add(ref row, column) = tail[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Factors(Vector<uint> column, Vector<uint> word0, Vector<uint> word1, int threshold, float scale)
    {
        Vector<uint> bits = Mix(Mix(column + word0) ^ word1);
        Vector<int> dropped = Vector.LessThan((bits >>> 8).As<uint, int>(), new Vector<int>(threshold));
        return Vector.ConditionalSelect(dropped, Vector<float>.Zero, new Vector<float>(scale));
    }

    // Two rounds of multiply and shift, constants of C. Wellons' "lowbias32" (public domain, nullprogram.com/blog/2018/07/31).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Mix(Vector<uint> x)
    {
        x ^= x >>> 16;
        x *= new Vector<uint>(0x7FEB352D);
        x ^= x >>> 15;
        x *= new Vector<uint>(0x846CA68B);
        return x ^ (x >>> 16);
    }

    // The finalizer of SplitMix64 (S. Vigna, public domain).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
