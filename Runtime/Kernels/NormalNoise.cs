using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Standard normal random numbers of layers that add noise.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NormalNoise
{
    /// <summary>
    /// Writes the rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>). Each number is a function of key, row and column alone: it does not depend on
    /// the split among workers, and a recomputation gives the same.
    /// </summary>
    /// <param name="noise">First element of the row-major result, row 0.</param>
    /// <param name="rowBegin">First row.</param>
    /// <param name="rowEnd">Row to end before.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="key">Tells results apart: a hash of seed, step and layer, as that of <see cref="DropoutMask"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(ref float noise, int rowBegin, int rowEnd, int width, ulong key)
    {
        for (int row = rowBegin; row < rowEnd; row++)
            FillRow(ref Unsafe.Add(ref noise, (nint)row * width), row, width, key);
    }

    /// <summary>The numbers of <see cref="Fill"/> for rows that lie elsewhere in the batch, one behind the other.</summary>
    /// <param name="noise">First element of the row-major result, place 0.</param>
    /// <param name="rows">The number in the batch of the row at place 0; those of the other places follow.</param>
    /// <param name="begin">First place.</param>
    /// <param name="end">Place to end before.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="key">As in <see cref="Fill"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillRows(ref float noise, ref int rows, int begin, int end, int width, ulong key)
    {
        for (int place = begin; place < end; place++)
            FillRow(ref Unsafe.Add(ref noise, (nint)place * width), Unsafe.Add(ref rows, place), width, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillRow(ref float values, int row, int width, ulong key)
    {
        for (int column = 0; column < width; column += 4)
        {
            PhiloxBlock block = Philox.Block((uint)(column >> 2), (uint)row, 0, 0, (uint)key, (uint)(key >> 32));
            for (int i = 0; i < Math.Min(4, width - column); i += 2)
            {
                (float cosine, float sine) = CounterRandom.BoxMuller(block[i], block[i + 1]);
                Unsafe.Add(ref values, column + i) = cosine;
                if (column + i + 1 < width)
                    Unsafe.Add(ref values, column + i + 1) = sine;
            }
        }
    }
}
