using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The steps of tiles. The last ones are taken row by row, so that the results of the first rows leave while the others are still multiplied: all of them at
/// once would keep the multipliers waiting, for twenty to seventy cycles where a tile takes a thousand, because stores of 64 bytes pile up before the next tile.
/// </summary>
internal static unsafe class TileSteps<V>
    where V : struct, ISimd<V>
{
    /// <summary>Registers at 512 bits less one for elements of A: what accumulators leave of them has room for the vectors of B of the last steps, all at once.</summary>
    public const int Registers = 31;

    /// <summary>Rows from which on there is something to multiply while others are stored.</summary>
    public const int RowsToEndApart = 4;

    /// <summary>Reads the vectors of B of one step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TVectors>(float* b, out V b0, out V b1, out V b2)
        where TVectors : unmanaged, ITileSize
    {
        b0 = V.Load(ref *b, 0);
        b1 = sizeof(TVectors) > 1 ? V.Load(ref *b, (nuint)V.Count) : V.Zero;
        b2 = sizeof(TVectors) > 2 ? V.Load(ref *b, 2 * (nuint)V.Count) : V.Zero;
    }

    /// <summary>
    /// One element of A times all vectors of B: several multiplications take it from a register, a single one reads it from memory itself. Pointer and index
    /// come apart, for together they would be computed apart from the load.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TVectors>(float* a, nuint at, in V b0, in V b1, in V b2, ref V c0, ref V c1, ref V c2)
        where TVectors : unmanaged, ITileSize
    {
        if (sizeof(TVectors) == 1)
        {
            V.MultiplyAccumulate(a[at], b0, ref c0);
        }
        else
        {
            V x = V.Create(a[at]);
            V.MultiplyAccumulate(x, b0, ref c0);
            V.MultiplyAccumulate(x, b1, ref c1);
            if (sizeof(TVectors) > 2)
                V.MultiplyAccumulate(x, b2, ref c2);
        }
    }
}
