using NetGen.Generator.Kernels;
using NetGen.Tests.Passes;
using static NetGen.Tests.Lowering.ProgramFixture;

namespace NetGen.Tests.Lowering;

/// <summary>Products with many weights are divided by columns: workers meet before they read what they have all written.</summary>
public sealed class ColumnSplitTests
{
    [Fact]
    public void ManyWeights_AreDividedByColumnsBehindABarrier()
    {
        var program = Predict(b => Layer(b, Layer(b, b.Input("x", 4), 4, 600), 600, 512));
        Assert.Equal([false, true], program.Steps.Select(s => ((ProductKernel)s.Kernel).SplitsColumns));
        Assert.Equal([false, true], program.Steps.Select(s => s.BarrierBefore));
    }

    [Fact]
    public void RowsBehindColumns_WaitForAllWorkers()
    {
        var program = Predict(b => Layer(b, Layer(b, b.Input("x", 600), 600, 512), 512, 3));
        Assert.Equal([true, false], program.Steps.Select(s => ((ProductKernel)s.Kernel).SplitsColumns));
        Assert.Equal([false, true], program.Steps.Select(s => s.BarrierBefore));
    }

    [Theory]
    [InlineData(511, 512)]
    [InlineData(4096, 64)]
    public void FewWeightsOrColumns_AreDividedByRows(int inputs, int outputs)
    {
        var program = Predict(b => Layer(b, b.Input("x", inputs), inputs, outputs));
        Assert.True(Assert.Single(program.Steps).Kernel.IsRowLocal);
    }
}
