using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Tests.Passes;

/// <summary>Products whose sum is wanted are one product.</summary>
public sealed class JoinProductsTests
{
    [Fact]
    public void SlicesOfOneValue_AreTakenAsTheyLie()
    {
        var graph = Heads(64, b =>
        {
            var y = b.Input("y", 9);
            return [b.Add(new Slice(0, 0, 4), y), b.Add(new Slice(0, 4, 2), y), b.Add(new Slice(0, 6, 3), y)];
        });
        GraphFixture.AssertPrints(
            """
            y: f32[B, 9] = input
            w0: f32[64, 4] = parameter
            w1: f32[64, 2] = parameter
            w2: f32[64, 3] = parameter
            %0: f32[64, 9] = concat<axis 1>(w0, w1, w2)
            %1: f32[B, 64] = matmul<transposed>(y, %0)
            output x = %1
            """,
            JoinProducts.Run(graph));
    }

    [Fact]
    public void ValuesOfTheirOwn_ArePutSideBySide()
    {
        var joined = JoinProducts.Run(Heads(64, b => [b.Input("a", 4), b.Input("b", 2)]));
        Assert.Equal(["input", "input", "parameter", "parameter", "concat", "concat", "matmul"], joined.Nodes.Select(n => n.Op.Mnemonic));
        Assert.Equal(Shape.Of(6), joined.Nodes.Single(n => n.Op is MatMul).Inputs[0].Shape);
    }

    [Theory]
    [InlineData(63, 4, "few results")]
    [InlineData(64, 33, "a long contraction")]
    [InlineData(1024, 9, "many weights")]
    public void ProductsThatGainNothing_StayApart(int results, int contraction, string why)
    {
        var graph = Heads(results, b => [b.Input("a", contraction), b.Input("b", contraction)]);
        Assert.True(JoinProducts.Run(graph).Nodes.Count(n => n.Op is MatMul) == 2, why);
    }

    private static Graph Heads(int results, Func<GraphBuilder, Node[]> values) => GraphFixture.Build(b =>
    {
        var sum = values(b).Select((value, i) => b.Add(new MatMul(true), value, b.Parameter($"w{i}", results, value.Shape.Last)))
            .Aggregate((x, y) => b.Add(new Add(), x, y));
        b.Output("x", sum);
    });
}
