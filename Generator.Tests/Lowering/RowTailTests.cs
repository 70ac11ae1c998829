using NetGen.Generator.Emit;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>The ends of rows that fill no vector, in kernels whose code is long.</summary>
public sealed class RowTailTests
{
    [Theory]
    [InlineData(8, 3, true)]
    [InlineData(20, 3, true)]
    [InlineData(8, 2, false)]
    [InlineData(17, 3, true)]
    public void Tail_OfManyFunctions_HasAMethodOfItsOwn(int width, int functions, bool isApart)
    {
        var code = Emit(width, functions);
        Assert.Equal(isApart, code.Contains("Pass1Tail<V>(row, j);", StringComparison.Ordinal));
        Assert.Equal(!isApart, code.Contains("self.Pass1<V, TailLanes<V>>(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(16, 0, true)]
    [InlineData(48, 3, true)]
    [InlineData(64, 0, false)]
    [InlineData(128, 0, false)]
    [InlineData(112, 0, true)]
    public void Row_OfWholeVectorsAtEveryWidth_HasNoCodeForATail(int width, int functions, bool hasVectors)
    {
        var code = Emit(width, functions);
        Assert.DoesNotContain("Tail", code, StringComparison.Ordinal);
        Assert.Equal(hasVectors, code.Contains("j += (nuint)V.Count", StringComparison.Ordinal));
    }

    private static string Emit(int width, int functions)
    {
        var program = ProgramFixture.Compile(GraphFixture.Build(b =>
        {
            var x = b.Input("x", width);
            // A number of each row, so that the kernel goes row by row.
            var sum = b.Times(x, b.Input("scale"));
            for (var i = 0; i < functions; i++)
                sum = b.Plus(b.Call("Tanh", sum), x);
            b.Output("y", sum);
        }));
        var kernel = Assert.Single(program.Steps.Select(s => s.Kernel).OfType<RowKernel>());
        Assert.False(kernel.IsFlat);
        return RowKernelEmitter.Emit(kernel, null, _ => null).Type.Members;
    }
}
