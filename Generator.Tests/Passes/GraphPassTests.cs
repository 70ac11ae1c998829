using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Tests.Passes;

using static GraphFixture;

public sealed class GraphPassTests
{
    [Fact]
    public void DeadCode_WithUnusedValues_KeepsWhatResultsNeed()
    {
        var graph = Build(b =>
        {
            var x = b.Input("x", 3);
            var unused = b.Call("Exp", x);
            b.AddName("unused", unused);
            var h = b.Call("Tanh", x);
            b.AddName("h", h);
            b.Output("y", b.Times(h, 2));
        });
        AssertPrints(
            """
            x: f32[B, 3] = input
            h: f32[B, 3] = tanh(x)
            %0: f32[B, 3] = multiply(h, 2)
            output y = %0
            """,
            DeadCode.Run(graph));
        Assert.Equal(["h"], DeadCode.Run(graph).Names.Select(n => n.Name));
    }

    [Fact]
    public void Inference_WithDropoutAndStoppedGradient_HasNeither()
    {
        var graph = Build(b => b.Output("y", b.Call("StopGradient", b.Call("Tanh", b.Call("Dropout", b.Input("x", 3), 0.5f)))));
        AssertPrints(
            """
            x: f32[B, 3] = input
            %0: f32[B, 3] = tanh(x)
            output y = %0
            """,
            Inference.Run(graph));
    }

    [Fact]
    public void Inference_OnDropoutOfAParameter_StaysBatched()
    {
        var graph = Inference.Run(Build(b => b.Output("y", b.Call("Dropout", b.Parameter("w", 3), 0.5f))));
        Assert.Equal(TensorType.Sample(Shape.Of(3)), graph.Results[0].Value.Type);
    }

    [Fact]
    public void Print_WithOneNameForTwoValues_NumbersTheSecond() => AssertPrints(
        """
        x: f32[B] = input
        h: f32[B] = exp(x)
        h#2: f32[B] = add(h, 0.5)
        %0: f32[B] = leaky_relu<0.01>(h#2)
        output y = %0
        metric Mae = h
        """,
        Build(b =>
        {
            var first = b.Call("Exp", b.Input("x"));
            var second = b.Plus(first, 0.5f);
            b.AddName("h", first);
            b.AddName("h", second);
            b.Output("y", b.Call("LeakyRelu", second));
            b.AddResult(ResultRole.Metric, "Mae", first);
        }));

    [Fact]
    public void Verify_OnGraphsThatBreakAnInvariant_SaysWhich()
    {
        var x = new Node(0, new Input(TensorType.Sample(Shape.Of(3)), "x"), [], TensorType.Sample(Shape.Of(3)));
        var wrongType = new Node(1, new Exp(), [x], TensorType.Sample(Shape.Of(4)));
        var wrongId = new Node(7, new Exp(), [x], x.Type);
        var exp = new Node(1, new Exp(), [x], x.Type);
        var again = new Node(2, new Exp(), [x], x.Type);
        var foreign = new Node(0, new Input(TensorType.Sample(Shape.Of(3)), "z"), [], TensorType.Sample(Shape.Of(3)));
        AssertProblem("should have the type f32[B, 3]", [x, wrongType], x);
        AssertProblem("Node 1 has the id 7", [x, wrongId], x);
        AssertProblem("computes a value that an earlier node has", [x, exp, again], again);
        AssertProblem("not an earlier node", [foreign, exp], exp);
        AssertProblem("The Output 'y' is not a node", [x], foreign);
        Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(new Graph([x, wrongType], [], []), "test"));
    }

    private static void AssertProblem(string expected, Node[] nodes, Node result)
    {
        var problems = GraphVerifier.Problems(new Graph([.. nodes], [new GraphResult(ResultRole.Output, "y", result)], []));
        Assert.Contains(problems, p => p.Contains(expected, StringComparison.Ordinal));
    }
}
