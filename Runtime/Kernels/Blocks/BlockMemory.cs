using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Between the caller's rows and a block's features. None of the memory may move meanwhile.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockMemory
{
    /// <summary>Reads rows into a block. Where the batch ends before the block, the last row is repeated, so that every lane computes on sound values.</summary>
    /// <param name="rows">The first of the rows, row-major.</param>
    /// <param name="features">Values of a row.</param>
    /// <param name="count">Rows to read, from 1 to the width of a block.</param>
    /// <param name="block">The block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load<V>(ref float rows, int features, int count, ref float block)
        where V : struct, ISimd<V>
    {
        int width = Block.Width<V>();
        if (count == width && features >= V.Count)
        {
            LoadWhole<V>(ref rows, (nuint)features, ref block);
            return;
        }

        if (count == width && features == 1)
        {
            V.Store(V.Load(ref rows, 0), ref block, 0);
            V.Store(V.Load(ref rows, (nuint)V.Count), ref block, (nuint)V.Count);
            return;
        }

        Transpose.Run<V>(ref rows, count, features, features, ref block, width);
        for (int feature = 0; feature < features && count < width; feature++)
        {
            Span<float> lanes = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref block, feature * width), width);
            lanes[count..].Fill(lanes[count - 1]);
        }
    }

    /// <summary>As <see cref="Load{V}(ref float, int, int, ref float)"/>, of integers, which are exact as floats up to 2²⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load<V>(ref int rows, int features, int count, ref float block)
        where V : struct, ISimd<V>
    {
        int width = Block.Width<V>();
        for (int feature = 0; feature < features; feature++)
        {
            for (int row = 0; row < width; row++)
                Unsafe.Add(ref block, (feature * width) + row) = Unsafe.Add(ref rows, (Math.Min(row, count - 1) * features) + feature);
        }
    }

    /// <summary>Writes the rows of a block that are in the batch.</summary>
    /// <param name="block">The block.</param>
    /// <param name="features">Values of a row.</param>
    /// <param name="count">Rows to write, from 1 to the width of a block.</param>
    /// <param name="rows">The first of the rows, row-major.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<V>(ref float block, int features, int count, ref float rows)
        where V : struct, ISimd<V>
    {
        if (features == 1)
            MemoryMarshal.CreateReadOnlySpan(ref block, count).CopyTo(MemoryMarshal.CreateSpan(ref rows, count));
        else
            Transpose.Run<V>(ref block, features, count, Block.Width<V>(), ref rows, features);
    }

    /// <summary>Asks for the rows of the next block, which arrive while this one is computed.</summary>
    /// <param name="rows">The first of this block's rows.</param>
    /// <param name="features">Values of a row.</param>
    /// <param name="count">The next block's rows, 0 if there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Prefetch<V>(ref float rows, int features, int count)
        where V : struct, ISimd<V>
    {
        const int FloatsPerLine = 16;
        float* next = (float*)Unsafe.AsPointer(ref rows) + (Block.Width<V>() * features), end = next + (count * features);
        for (; next < end; next += FloatsPerLine)
            Kernels.Prefetch.ToSecondCache(next);
    }

    /// <summary>The last vectors of features overlap the ones before, so that no row is read beyond its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadWhole<V>(ref float rows, nuint features, ref float block)
        where V : struct, ISimd<V>
    {
        nuint lanes = (nuint)V.Count, width = (nuint)Block.Width<V>(), last = features - lanes;
        ref float lower = ref Unsafe.Add(ref rows, lanes * features);
        for (nuint feature = 0; ; feature = Math.Min(feature + lanes, last))
        {
            V.TransposeBlock(ref Unsafe.Add(ref rows, feature), features, ref Unsafe.Add(ref block, feature * width), width);
            V.TransposeBlock(ref Unsafe.Add(ref lower, feature), features, ref Unsafe.Add(ref block, (feature * width) + lanes), width);
            if (feature == last)
                return;
        }
    }
}
