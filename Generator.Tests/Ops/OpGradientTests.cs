using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

public sealed class OpGradientTests
{
    private const int Batch = 3;

    // Functions of which no gradient flows: compared with differences they would only fail where they jump.
    private static readonly string[] WithoutGradient =
    [
        "Accuracy", "TopKAccuracy", "BinaryAccuracy", "OneHot", "StopGradient", "Where", "ArgMax", "ArgMin", "Position", "StraightThrough", "ExpertLoad",
        "ExpertDrops", "Floor", "Round", "Sign",
    ];

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < OpCases.All.Count; i++)
            data.Add(i, OpCases.All[i].ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Function_Differentiated_IsCentralDifference(int index, string _)
    {
        var (graph, wanted, values, random) = Prepare(index);
        CentralDifferences.AssertGradients(graph, wanted, values, Batch, random);
    }

    // The gradients' own gradients: they go through the operations that only gradients contain.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_DifferentiatedAgain_IsCentralDifference(int index, string _)
    {
        var (graph, wanted, values, random) = Prepare(index);
        // Its clamped error counts as constant in the gradient, which is right once but not twice.
        // That of CTC is a kernel of its own, which nothing goes through again.
        if (OpCases.All[index].Function is "Huber" or "Ctc")
            return;
        var first = Autodiff.RunFromOutputs(graph, wanted, UnreachedPolicy.Zero);
        var seed = Autodiff.SeedName("y");
        var results = first.Results.Select(r => r with { Role = ResultRole.Output });
        var gradients = new Graph(first.Nodes, [.. results], first.Names);
        var sources = first.Nodes.Select(GradientFlow.SourceName).Where(name => name is not null).ToHashSet();
        var y = graph.Results.Single().Value;
        values[seed] = [.. Enumerable.Range(0, (y.Type.Batched ? Batch : 1) * y.Shape.ElementCount).Select(_ => random.NextDouble() + 0.5)];
        CentralDifferences.AssertGradients(gradients, [.. wanted.Where(sources.Contains)], values, Batch, random, 1e-5);
    }

    [Fact]
    public void Cases_CoverEveryFunctionWithGradient()
    {
        Assert.Empty(OpRegistry.Functions.Select(f => f.Name).Except(OpCases.All.Select(c => c.Function)).Except(WithoutGradient));
    }

    [Fact]
    public void Op_WithoutAGradient_LeadsToNoOperand()
    {
        var without = EmittedExpressionTests.Ops().Where(op => op.ResultElement == Generator.Graphs.ElementType.Float && op.GetType().GetMethod(nameof(Op.Differentiate))!.DeclaringType == typeof(Op)).ToList();
        Assert.Contains(without, op => op is Floor);
        Assert.DoesNotContain(without, op => Enumerable.Range(0, op.Arity).Any(i => op.OperandElement(i) == Generator.Graphs.ElementType.Float && op.LeadsTo(i)));
    }

    [Fact]
    public void StopGradient_InFrontOfAFactor_LeavesOnlyTheOtherFactorsGradient()
    {
        var builder = new GraphBuilder();
        var x = builder.Add(new Input(TensorType.Sample(Shape.Scalar), "x"));
        var stopped = OpRegistry.Call(builder, "StopGradient", builder.Add(new Square(), x))[0];
        builder.AddResult(ResultRole.Output, "y", builder.Times(stopped, x));
        var graph = Autodiff.RunFromOutputs(builder.Build(), ["x"]);
        var run = Interpreter.Run(graph, new Dictionary<string, double[]> { ["x"] = [3, -2], ["yGradient"] = [1, 1] }, 2);
        Assert.Equal([9, 4], run[ResultRole.Gradient, "x"]);
        Assert.DoesNotContain(graph.Nodes, n => n.Op is StopGradient);
    }

    private static (Graph Graph, IReadOnlyList<string> Wanted, Dictionary<string, double[]> Values, Random Random) Prepare(int index)
    {
        var @case = OpCases.All[index];
        var random = new Random(index);
        var values = @case.Tensors.Select((t, i) => (t, i)).ToDictionary(p => $"t{p.i}", p => p.t.Draw(random, Batch));
        return (GraphVerifier.Verify(@case.Build(), "building"), @case.FloatNames, values, random);
    }
}
