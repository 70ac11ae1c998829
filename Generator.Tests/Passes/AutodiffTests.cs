using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Tests.Passes;

using static GraphFixture;

public sealed class AutodiffTests
{
    [Fact]
    public void Run_OnDenseWithMse_GivesTheTextbookGradient() => AssertPrints(
        """
        x: f32[B, 3] = input
        w: f32[3, 2] = parameter
        %0: f32[B, 2] = matmul(x, w)
        b: f32[2] = parameter
        %1: f32[B, 2] = add(%0, b)
        h: f32[B, 2] = relu(%1)
        y: f32[B, 2] = input
        %2: f32[B, 2] = subtract(h, y)
        %3: f32[B, 2] = square(%2)
        %4: f32[B] = reduce_sum<1>(%3)
        %5: f32[B] = multiply(%4, 0.5)
        %6: f32[] = batch_sum(%5)
        %7: f32[] = multiply(%6, 1/B)
        h gradient: f32[B, 2] = multiply(1/B, %2)
        %8: bool[B, 2] = greater(h, 0)
        %9: f32[B, 2] = where(%8, h gradient, 0)
        %10: f32[2] = batch_sum(%9)
        %11: f32[3, 2] = weight_gradient(x, %9)
        loss Loss = %7
        gradient w = %11
        gradient b = %10
        """,
        Simplify.Run(Autodiff.Run(Dense(), ["w", "b"])));

    [Fact]
    public void Run_ForTheLastLayer_DoesNotVisitTheFirst()
    {
        var graph = Autodiff.Run(TwoLayers(), ["w2"]);
        Assert.Single(graph.Nodes, n => n.Op is WeightGradient);
        Assert.DoesNotContain(graph.Nodes, n => n.Op is MatMul { TransposeRight: true });
    }

    [Fact]
    public void Run_OverASharedTrunk_SumsItsAdjointsFirst()
    {
        var graph = Simplify.Run(Autodiff.Run(
            Build(b =>
            {
                var trunk = b.Call("Tanh", b.Add(new MatMul(false), b.Input("x", 3), b.Parameter("w", 3, 4)));
                var first = b.Add(new MatMul(false), trunk, b.Parameter("h1", 4, 1));
                var second = b.Add(new MatMul(false), trunk, b.Parameter("h2", 4, 1));
                var heads = b.Plus(first, b.Call("Exp", second));
                b.Loss(b.Call("Mse", heads, b.Input("y", 1)));
            }),
            ["w", "h1", "h2"]));
        Assert.Equal(3, graph.Nodes.Count(n => n.Op is WeightGradient));
        // Each head's adjoint goes back to the trunk's output; what is before it sees one sum.
        Assert.Equal(2, graph.Nodes.Count(n => n.Op is MatMul { TransposeRight: true }));
    }

    [Fact]
    public void Run_ForAnInput_GivesAGradientForEachRow()
    {
        var graph = Autodiff.Run(Dense(), ["x"]);
        Assert.Equal(TensorType.Sample(Shape.Of(3)), graph.Results.Single(r => r.Role == ResultRole.Gradient).Value.Type);
    }

    [Fact]
    public void Run_KeepingOutputs_HasThemInFrontOfTheLoss()
    {
        var graph = Autodiff.Run(Dense(), ["w"], keepOutputs: true);
        Assert.Equal([ResultRole.Output, ResultRole.Loss, ResultRole.Gradient], graph.Results.Select(r => r.Role));
    }

    [Fact]
    public void Run_ForAnUnreachedParameter_IsAnErrorUnlessZeroIsAskedFor()
    {
        var forward = Build(b =>
        {
            var spare = b.Parameter("spare", 2);
            b.Loss(b.Call("Mse", b.Plus(b.Input("x", 2), b.Parameter("w", 2)), b.Call("StopGradient", spare)));
        });
        Assert.Equal(["spare"], GradientFlow.Unreached(forward, ["w", "spare"]));
        var exception = Assert.Throws<ArgumentException>(() => Autodiff.Run(forward, ["w", "spare"]));
        Assert.Contains("spare", exception.Message, StringComparison.Ordinal);
        var zero = Autodiff.Run(forward, ["w", "spare"], UnreachedPolicy.Zero).Results.Single(r => r.Name == "spare").Value;
        Assert.Equal(("broadcast", TensorType.Single(Shape.Of(2))), (zero.Op.Mnemonic, zero.Type));
    }

    [Fact]
    public void Run_OverAScanWhoseStepsDoNotUseTheSequence_BuildsNoAdjointOfIt()
    {
        // A gradient of zero would be NaN behind the logarithm of a negative number.
        var forward = Build(b =>
        {
            var sequence = b.Call("Log", b.Plus(b.Input("x", 3, 2), b.Parameter("spare", 2)));
            var scan = b.Scan(new ScanForm(3), [sequence], [b.Parameter("w", 2)], (_, states) => new ScanStepResult([], [b.Call("Tanh", states[0])]))!;
            b.Loss(b.Call("Sum", scan.Final[0]));
        });
        Assert.Equal(["spare", "x"], GradientFlow.Unreached(forward, ["spare", "w", "x"]));
        var graph = Autodiff.Run(forward, ["w", "spare"], UnreachedPolicy.Zero);
        Assert.DoesNotContain(graph.Nodes, n => n.Op is Divide);
    }

    [Fact]
    public void Run_ForAnUnknownName_NamesIt() =>
        Assert.Contains("typo", Assert.Throws<ArgumentException>(() => Autodiff.Run(Dense(), ["typo"])).Message, StringComparison.Ordinal);

    [Fact]
    public void RunFromOutputs_OnSeveralOutputs_TakesAGradientOfEach() => AssertPrints(
        """
        x: f32[B, 2] = input
        pGradient: f32[B, 2] = input
        qGradient: f32[B, 2] = input
        %0: f32[B, 2] = multiply(x, qGradient)
        %1: f32[B, 2] = multiply(%0, 2)
        %2: f32[B, 2] = multiply(pGradient, 3)
        %3: f32[B, 2] = add(%1, %2)
        gradient x = %3
        """,
        Simplify.Run(Autodiff.RunFromOutputs(
            Build(b =>
            {
                var x = b.Input("x", 2);
                b.Output("p", b.Times(x, 3));
                b.Output("q", b.Call("Square", x));
            }),
            ["x"])));

    [Fact]
    public void Run_OnMaskedChoice_BuildsNoAdjointOfTheCondition()
    {
        var graph = Autodiff.Run(
            Build(b =>
            {
                var gate = b.Add(new Greater(), b.Add(new MatMul(false), b.Input("x", 2), b.Parameter("gate", 2, 2)), b.Constant(0));
                b.Loss(b.Call("Sum", b.Where(gate, b.Parameter("w", 2), b.Constant(1))));
            }),
            ["w", "gate"],
            UnreachedPolicy.Zero);
        Assert.DoesNotContain(graph.Nodes, n => n.Op is WeightGradient);
    }

    private static Graph Dense() => Build(b =>
    {
        var h = b.Call("Relu", b.Plus(b.Add(new MatMul(false), b.Input("x", 3), b.Parameter("w", 3, 2)), b.Parameter("b", 2)));
        b.AddName("h", h);
        b.Output("h", h);
        b.Loss(b.Call("Mse", h, b.Input("y", 2)));
    });

    private static Graph TwoLayers() => Build(b =>
    {
        var h = b.Call("Relu", b.Add(new MatMul(false), b.Input("x", 3), b.Parameter("w1", 3, 4)));
        b.Loss(b.Call("Mse", b.Add(new MatMul(false), h, b.Parameter("w2", 4, 1)), b.Input("y", 1)));
    });
}
