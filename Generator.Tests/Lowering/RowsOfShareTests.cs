using NetGen.Generator.Kernels;
using NetGen.Tests.Passes;
using static NetGen.Tests.Lowering.ProgramFixture;

namespace NetGen.Tests.Lowering;

/// <summary>Workers divide the batch in blocks of 16 rows, or of as few as are work enough for one of them.</summary>
public sealed class RowsOfShareTests
{
    [Theory]
    [InlineData(1, 500, 100)]
    [InlineData(2, 250, 100)]
    [InlineData(4, 125, 100)]
    [InlineData(16, 120, 100)]
    public void RowsOfShare_MuchWorkForARow_AreFewer(int expected, int inputs, int outputs)
    {
        var program = Predict(b => Layer(b, b.Input("x", inputs), inputs, outputs));
        Assert.Equal(expected, program.RowsOfShare);
        Assert.True(program.IsDividedByRows);
    }

    [Fact]
    public void RowsOfShare_WorkThatIsDividedByColumns_DoesNotCount()
    {
        var program = Predict(b => Layer(b, Layer(b, b.Input("x", 600), 600, 512), 512, 3));
        Assert.Equal(KernelProgram.RowBlock, program.RowsOfShare);
        Assert.False(program.IsDividedByRows);
    }

    [Theory]
    [InlineData(5, 40, 128, 100)]
    [InlineData(1, 16, 256, 256)]
    [InlineData(1, 40, 64, 100)]
    public void PartsOfRow_MuchWorkForARowOfPositions_AreTiles(int expected, int positions, int inputs, int outputs)
    {
        var program = Predict(b => Layer(b, b.Input("x", positions, inputs), inputs, outputs));
        Assert.Equal(expected, program.PartsOfRow);
    }

    [Fact]
    public void PartsOfRow_WorkOfOneWorker_IsOne()
    {
        var program = Predict(b => Layer(b, b.Call("Flatten", Layer(b, b.Input("x", 40, 128), 128, 100)), 4000, 60));
        Assert.Equal((1, 1), (program.RowsOfShare, program.PartsOfRow));
    }
}
