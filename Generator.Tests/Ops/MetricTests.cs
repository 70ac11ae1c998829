using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>What PyTorch leaves open: ties, extreme values, the random mask.</summary>
public sealed class MetricTests
{
    [Theory]
    [InlineData(1, new double[] { 1, 0, 0 })]
    [InlineData(2, new double[] { 1, 1, 0 })]
    [InlineData(3, new double[] { 1, 1, 1 })]
    public void TopKAccuracy_OfEqualScores_RanksLowerClassesFirst(int k, double[] expected)
    {
        var scores = Enumerable.Repeat(0.5, 9).ToArray();
        Assert.Equal(expected, Evaluate("TopKAccuracy", 3, scores, [0, 1, 2], k));
    }

    [Fact]
    public void Accuracy_OfTiedProbabilities_TakesTheLowestOnBothSides()
    {
        var builder = new GraphBuilder();
        var scores = builder.Add(new Input(TensorType.Sample(Shape.Of(3)), "scores"));
        var target = builder.Add(new Input(TensorType.Sample(Shape.Of(3)), "target"));
        var accuracy = OpRegistry.Call(builder, "Accuracy", scores, target)[0];
        var values = new Dictionary<string, double[]> { ["scores"] = [0, 2, 2, 2, 2, 0], ["target"] = [0, 0.5, 0.5, 0, 0.5, 0.5] };
        var run = Interpreter.Run(builder.Build(), values, 2);
        Assert.Equal([1, 0], run[accuracy].Data);
    }

    [Fact]
    public void CrossEntropy_OfHugeLogits_IsFinite() =>
        Near.AssertAll([0, 2000], Evaluate("CrossEntropy", 2, [1000, -1000, 1000, -1000], [0, 1]), 1e-9);

    [Theory]
    [InlineData("CrossEntropy")]
    [InlineData("Nll")]
    public void Loss_OfALabelThatIsNoClass_IsNotANumber(string loss)
    {
        var losses = Evaluate(loss, 2, [-1, -2, -1, -2, -1, -2, -1, -2], [-1, 0, 1, 2]);
        Assert.Equal([true, false, false, true], losses.Select(double.IsNaN));
    }

    [Fact]
    public void BinaryCrossEntropy_OfHugeLogits_IsFinite()
    {
        var builder = new GraphBuilder();
        var x = builder.Add(new Input(TensorType.Sample(Shape.Scalar), "x"));
        var t = builder.Add(new Input(TensorType.Sample(Shape.Scalar), "t"));
        var loss = OpRegistry.Call(builder, "BinaryCrossEntropy", x, t)[0];
        var run = Interpreter.Run(builder.Build(), new Dictionary<string, double[]> { ["x"] = [800, -800, 800], ["t"] = [1, 0, 0] }, 3);
        Near.AssertAll([0, 0, 800], run[loss].Data, 1e-9);
    }

    [Fact]
    public void Dropout_OverManyElements_KeepsTheMean()
    {
        const int Batch = 400;
        var builder = new GraphBuilder();
        var mask = builder.Add(new DropoutMask("Trunk", 0.3f, Shape.Of(50)));
        var graph = builder.Build();
        var first = Interpreter.Run(graph, new Dictionary<string, double[]>(), Batch, seed: 7, step: 1)[mask].Data;
        var second = Interpreter.Run(graph, new Dictionary<string, double[]>(), Batch, seed: 7, step: 2)[mask].Data;
        // 20,000 draws: the mean of the mask has a standard deviation of 0.0046.
        Assert.InRange(first.Average(), 0.98, 1.02);
        Assert.Equal(2, first.Distinct().Count());
        Assert.NotEqual(first, second);
    }

    private static double[] Evaluate(string function, int classes, double[] scores, double[] labels, params object[] further)
    {
        var builder = new GraphBuilder();
        var x = builder.Add(new Input(TensorType.Sample(Shape.Of(classes)), "x"));
        var t = builder.Add(new Input(TensorType.Sample(Shape.Scalar, ElementType.Integer), "t"));
        var result = OpRegistry.Call(builder, function, [x, t, .. further])[0];
        var values = new Dictionary<string, double[]> { ["x"] = scores, ["t"] = labels };
        return Interpreter.Run(builder.Build(), values, labels.Length)[result].Data;
    }
}
