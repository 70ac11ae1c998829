using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Tests.Passes;
using static NetGen.Tests.Lowering.ProgramFixture;

namespace NetGen.Tests.Lowering;

/// <summary>Kernels that wait until their results are needed, so that a program takes less memory.</summary>
public sealed class LateKernelsTests
{
    private const int Width = 512;

    [Fact]
    public void BranchesThatAreSummed_ComeOneAfterTheOther()
    {
        var program = Predict(b => Sum(b, branches: 4));
        Assert.Equal(["a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3"], Parameters(program));
        Assert.Equal([false, true, false, true, false, true, false, true], program.Steps.Select(s => s.BarrierBefore));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void BranchesThatAreSummed_TakeTheMemoryOfTwo(int branches)
    {
        // Two hidden layers: of the branch that is added, and of the next one. Two sums: one is read while the next is written.
        Assert.Equal(4 * Width, Predict(b => Sum(b, branches)).ArenaFloatsPerRow);
    }

    [Fact]
    public void KernelsWhoseOperandsWouldLiveLonger_StayWhereTheyAre()
    {
        // Narrow from wide, and both at once: what each branch makes of its own wide input.
        var program = Predict(b =>
        {
            var wide = Enumerable.Range(0, 3).Select(i => Product(b, b.Input($"x{i}", 8), $"a{i}", 8, 2 * Width)).ToArray();
            var narrow = wide.Select((w, i) => Product(b, w, $"b{i}", 2 * Width, Width)).ToArray();
            return b.Add(new Add(), b.Add(new Add(), Product(b, narrow[0], "c0", Width, Width), Product(b, narrow[1], "c1", Width, Width)), Product(b, narrow[2], "c2", Width, Width));
        });
        Assert.Equal(["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2"], Parameters(program));
    }

    private static IEnumerable<string> Parameters(KernelProgram program) =>
        program.Steps.SelectMany(s => s.Kernel.Reads).Select(r => r.Op).OfType<Parameter>().Select(p => p.Name);

    private static Node Sum(GraphBuilder b, int branches)
    {
        var x = b.Input("x", Width);
        return Enumerable.Range(0, branches)
            .Select(i => Product(b, b.Call("Tanh", Product(b, x, $"a{i}", Width, Width)), $"b{i}", Width, Width))
            .Aggregate((sum, branch) => b.Add(new Add(), sum, branch));
    }

    private static Node Product(GraphBuilder b, Node x, string name, int inputs, int outputs) =>
        b.Add(new MatMul(false), x, b.Parameter(name, inputs, outputs));
}
