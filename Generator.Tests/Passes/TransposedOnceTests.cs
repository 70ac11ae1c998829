using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Ops;

namespace NetGen.Tests.Passes;

/// <summary>Weights that every step of a recurrence would transpose.</summary>
public sealed class TransposedOnceTests
{
    [Fact]
    public void Weights_OfManySteps_AreTransposedBeforeThem()
    {
        var graph = TransposedOnce.Run(Recurrence(5));
        Assert.Empty(GraphVerifier.Problems(graph));
        Assert.Single(graph.Nodes, n => n.Op is Transpose);
        Assert.Equal([false], Body(graph).Select(n => n.Op).OfType<MatMul>().Select(m => m.TransposeRight));
        Assert.DoesNotContain(Body(graph), n => n.Op is Transpose);
    }

    [Fact]
    public void Weights_OfFewSteps_StayAsTheyAre()
    {
        var graph = Recurrence(3);
        Assert.Same(graph, TransposedOnce.Run(graph));
    }

    [Fact]
    public void Values_AreTheSame()
    {
        var graph = Recurrence(5);
        var random = new Random(4);
        var values = new Dictionary<string, double[]> { ["x"] = Draw(2 * 5 * 3), ["first"] = Draw(2 * 3), ["w"] = Draw(9) };
        Near.AssertAll(
            Interpreter.Run(graph, values, 2)[ResultRole.Output, "y"], Interpreter.Run(TransposedOnce.Run(graph), values, 2)[ResultRole.Output, "y"], 1e-12);

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    private static IEnumerable<Node> Body(Graph graph) => ((Scan)graph.Nodes.Single(n => n.Op is Scan).Op).Body.Nodes;

    private static Graph Recurrence(int steps) => GraphFixture.Build(b =>
    {
        Node x = b.Input("x", steps, 3), first = b.Input("first", 3), w = b.Parameter("w", 3, 3);
        var result = b.Scan(new ScanForm(steps), [x], [first], (slices, states) =>
        {
            var next = b.Call("Tanh", b.Plus(b.Add(new MatMul(true), states[0], w), slices[0]));
            return new ScanStepResult([], [next]);
        })!;
        b.Output("y", result.Final[0]);
    });
}
