using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Passes;

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
        var program = Compile(b => Layer(b, b.Input("x", inputs), inputs, outputs));
        Assert.Equal(expected, program.RowsOfShare);
        Assert.True(program.IsDividedByRows);
    }

    [Fact]
    public void RowsOfShare_WorkThatIsDividedByColumns_DoesNotCount()
    {
        var program = Compile(b => Layer(b, Layer(b, b.Input("x", 600), 600, 512), 512, 3));
        Assert.Equal(KernelProgram.RowBlock, program.RowsOfShare);
        Assert.False(program.IsDividedByRows);
    }

    private static KernelProgram Compile(Func<GraphBuilder, Node> output) =>
        ProgramFixture.Compile(Simplify.Run(Inference.Run(GraphFixture.Build(b => b.Output("y", output(b))))));

    private static Node Layer(GraphBuilder b, Node x, int inputs, int outputs) =>
        b.Call("Tanh", b.Add(new MatMul(false), x, b.Parameter($"w{outputs}", inputs, outputs)));
}
