using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Matrix products over a block of rows whose rows lie in the lanes: a value is [feature][row of the block], with <see cref="Block.Width"/> rows. No lane is
/// wasted whatever the width of a layer, and no product needs its weights transposed.
/// </summary>
/// <remarks>All memory must not move meanwhile. Each result adds its products in ascending order.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BlockGemm
{
    /// <summary>y = x · W for W stored [K, N]: the forward product.</summary>
    /// <param name="x">The block of K features.</param>
    /// <param name="weights">First element of W.</param>
    /// <param name="epilogue">Stores the N features of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V, TShape, TEpilogue>(ref float x, ref float weights, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IBlockEpilogue, allows ref struct =>
        Run<V, Layout<V, TShape, No>, TEpilogue>(ref weights, ref x, epilogue);

    /// <summary>y = x · Wᵀ for W stored [N, K]: the input gradient, whose shape has the outputs of the layer as K and its inputs as N.</summary>
    /// <param name="x">The block of K features.</param>
    /// <param name="weights">First element of W.</param>
    /// <param name="epilogue">Stores the N features of y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<V, TShape, TEpilogue>(ref float x, ref float weights, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IBlockEpilogue, allows ref struct =>
        Run<V, Layout<V, TShape, Yes>, TEpilogue>(ref weights, ref x, epilogue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<V, TLayout, TEpilogue>(ref float weights, ref float x, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TLayout : struct, IBlockLayout
        where TEpilogue : struct, IBlockEpilogue, allows ref struct
    {
        float* scalars = (float*)Unsafe.AsPointer(ref weights), vectors = (float*)Unsafe.AsPointer(ref x);
        if (TEpilogue.IsShort)
            BlockTile<V, TLayout, EpilogueSink<V, TEpilogue>>.Cover<Two>(scalars, vectors, new() { Epilogue = epilogue });
        else
            ByMemory<V, TLayout, TEpilogue>(scalars, vectors, epilogue);
    }

    /// <summary>The results pass through memory, so that a long epilogue is compiled twice and not for each of 26 registers.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ByMemory<V, TLayout, TEpilogue>(float* scalars, float* vectors, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TLayout : struct, IBlockLayout
        where TEpilogue : struct, IBlockEpilogue, allows ref struct
    {
        float* memory = stackalloc float[(TLayout.Rows * 2 * V.Count) + 16];
        float* results = (float*)(((nuint)memory + 63) & ~(nuint)63);
        BlockTile<V, TLayout, MemorySink<V>>.Cover<Two>(scalars, vectors, new() { Results = ref *results });
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        for (nuint feature = 0; feature < (nuint)TLayout.Rows; feature++, results += 2 * V.Count)
        {
            target.Store(V.Load(ref *results, 0), feature, 0);
            target.Store(V.Load(ref *results, (nuint)V.Count), feature, (nuint)V.Count);
        }
    }

    // A block has two vectors, the last of which has methods of its own. Not in a Release build: the JIT inlines so many calls of a method and no more.
    [Conditional("DEBUG")]
    private static void RequireFirst(nuint vector) => Debug.Assert(vector == 0, "A tile of a block has two vectors.");

    private ref struct EpilogueSink<V, TEpilogue> : ITileSink<V>
        where V : struct, ISimd<V>
        where TEpilogue : struct, IBlockEpilogue, allows ref struct
    {
        public TEpilogue Epilogue;
        public nuint Feature;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Start(nuint row, nuint vector) => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V StartLast(nuint row) => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Finish(in V value, nuint row, nuint vector)
        {
            RequireFirst(vector);
            Epilogue.Store(value, Feature + row, 0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void FinishLast(in V value, nuint row) => Epilogue.Store(value, Feature + row, (nuint)V.Count);

        public void Advance(nuint rows) => Feature += rows;
    }

    private ref struct MemorySink<V> : ITileSink<V>
        where V : struct, ISimd<V>
    {
        public ref float Results;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Start(nuint row, nuint vector) => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V StartLast(nuint row) => default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Finish(in V value, nuint row, nuint vector)
        {
            RequireFirst(vector);
            V.Store(value, ref Results, 2 * row * (nuint)V.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void FinishLast(in V value, nuint row) => V.Store(value, ref Results, ((2 * row) + 1) * (nuint)V.Count);

        public void Advance(nuint rows) => Results = ref Unsafe.Add(ref Results, 2 * rows * (nuint)V.Count);
    }

    /// <summary>The weights, stored [K, N] as they are or else [N, K], are broadcast; the block is read in vectors.</summary>
    private readonly struct Layout<V, TShape, TIsTransposed> : IBlockLayout
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TIsTransposed : struct, IAnswer
    {
        public static int Rows
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TShape.N;
        }

        public static int Steps
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TShape.K;
        }

        public static int RowStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TIsTransposed.Value ? TShape.K : 1;
        }

        public static int StepStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TIsTransposed.Value ? 1 : TShape.N;
        }

        public static int VectorStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Block.Width<V>();
        }

        public static bool HasBlocks
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => false;
        }
    }
}
