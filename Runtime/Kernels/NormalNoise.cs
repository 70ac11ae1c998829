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
    public static void Fill(ref float noise, int rowBegin, int rowEnd, int width, ulong key)
    {
        for (int row = rowBegin; row < rowEnd; row++)
        {
            ref float values = ref Unsafe.Add(ref noise, (nint)row * width);
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
}
