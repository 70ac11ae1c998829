using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class GemmNarrowTests
{
    [Fact]
    public void Products_FewColumnsBesideFullVectors_AddProductsInOrder() => Widths.ForEach(default(NarrowColumns));

    private readonly struct NarrowColumns : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int rest in (int[])[1, 2, 3, 4, 5])
            {
                // Every number of vectors and of rows in the last of them, in one pass and in more.
                for (int rows = 1; rows <= 70; rows++)
                {
                    foreach (int depth in (int[])[1, 15, 16, 17, 18, 20, 21, 35])
                        Product.CheckInOrder<V>(ProductKind.Forward, rows, depth, V.Count + rest);
                }

                // Beyond what waits for the epilogue at once, the longest contraction and one more; weights in the order of memory; in blocks.
                Product.CheckInOrder<V>(ProductKind.Forward, 150, 40, 5 * V.Count + rest);
                Product.CheckInOrder<V>(ProductKind.Forward, 5, 1024, V.Count + rest);
                Product.CheckInOrder<V>(ProductKind.Forward, 5, 1025, V.Count + rest);

                // A row alone in its block among more vectors than it has parts for.
                foreach (int rows in (int[])[1, 17, 33])
                    Product.CheckInOrder<V>(ProductKind.Forward, rows, 40, 5 * V.Count + rest);
                for (int rows = 1; rows <= 4; rows++)
                    Product.CheckInOrder<V>(ProductKind.Forward, rows, 900, 5 * V.Count + rest);
                Product.CheckInOrder<V>(ProductKind.Forward, 65, 1000, 528 + rest);

                foreach (int rows in (int[])[19, 20, 33, 47, 50, 64, 79, 95, 96, 97, 130])
                {
                    foreach (int depth in (int[])[2, 3, 9])
                        Product.CheckInOrder<V>(ProductKind.Outer, depth, rows, 2 * V.Count + rest);
                }

                // These rows are whole blocks, whose packed panels are multiplied in order; rows of a rest would all be dot products.
                foreach (int rows in (int[])[16, 32, 48, 112])
                {
                    foreach (int depth in (int[])[1, 6, 15, 16, 19, 21, 36])
                        Product.CheckInOrder<V>(ProductKind.Transposed, rows, depth, 3 * V.Count + rest);
                }
            }
        }
    }
}
