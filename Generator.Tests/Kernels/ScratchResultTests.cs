using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Results in scratch memory, which has room for whole blocks of 16 rows and ends at a guard page.</summary>
[RunsAtEveryInstructionSet]
public sealed class ScratchResultTests
{
    [Fact]
    public void StoreScratch_AnyRowsAndTail_LeavesEveryRowWhole() => Widths.ForEach(default(Tails));

    private readonly struct Tails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int rows in (int[])[1, 2, 3, 5, 16, 17, 19, 33])
            {
                for (int columns = 1; columns <= 3 * V.Count + 1; columns++)
                {
                    const int Depth = 6;
                    Product.Shape = (Depth, columns);
                    using GuardedBuffer a = new(rows * Depth, new Random(1)), b = new(Depth * columns, new Random(2));
                    using GuardedBuffer forward = new((rows + 15) / 16 * 16 * columns), transposed = new(forward.Length);
                    GemmForward<V, RunTimeShape, Scratch>.Run(ref a.Reference, ref b.Reference, 0, rows, new Scratch(ref forward.Reference, columns));
                    GemmTransposed<V, RunTimeShape, Scratch>.Run(ref a.Reference, ref b.Reference, 0, rows, new Scratch(ref transposed.Reference, columns));

                    using Product first = new(ProductKind.Forward, rows), second = new(ProductKind.Transposed, rows);
                    first.Run<V, RunTimeShape>(0, rows);
                    second.Run<V, RunTimeShape>(0, rows);
                    Assert.Equal(first.Result, forward.Span[..(rows * columns)].ToArray());
                    Assert.Equal(second.Result, transposed.Span[..(rows * columns)].ToArray());
                }
            }
        }
    }

    private readonly ref struct Scratch(ref float c, int stride) : IEpilogue
    {
        private readonly ref float _c = ref c;
        private readonly nuint _stride = (nuint)stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
            => lanes.StoreScratch(value, ref _c, row * _stride + column);
    }
}
