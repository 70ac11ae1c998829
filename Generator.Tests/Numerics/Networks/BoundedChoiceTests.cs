using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What <c>WithCapacity</c> makes of a <c>switch</c>, a <c>?:</c> and an index: which rows of a step keep their choice, and what the others get.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class BoundedChoiceTests
{
    private const int Rows = 10, Width = 4, Places = 3;

    private const string Switch = "WithCapacity(ArgMax(x), 1f) switch { 0 => Expert(0, x), 1 => Expert(1, x), 2 => Expert(2, x), 3 => Expert(3, x), _ => 0f }";

    // Row 4 chooses expert 0, all others expert 2, which has 10 / 4 places, rounded up.
    private static readonly float[] X =
        [.. Enumerable.Range(0, Rows).SelectMany(row => row == 4 ? (float[])[9, 0, 0, row] : [0, 0, 9, 0.1f * row])];

    [Theory]
    [InlineData("_ => 0f", 1)]
    [InlineData("_ => 0f", 2)]
    [InlineData("_ => x", 1)]
    [InlineData("4 => x, _ => 1f", 2)]
    public void SwitchOnABoundedPosition_InAStep_GivesRowsWithoutAPlaceTheArmBehindTheLast(string arm, int threads)
    {
        var network = Compile(Switch.Replace("_ => 0f", arm, StringComparison.Ordinal));
        float[] expected = network.Predict(Rows, X)[0];
        float[] actual = Step(network, threads);
        for (int row = 0; row < Rows; row++)
        {
            float[] without = arm == "_ => 0f" ? new float[Width] : Row(X, row);
            Assert.Equal(HasPlace(row) ? Row(expected, row) : without, Row(actual, row));
        }
    }

    [Fact]
    public void GradientsOfASwitchOnABoundedPosition_OfRowsWithoutAPlace_AreZero()
    {
        var network = Compile(Switch);
        var gradients = network.Gradients([X, new float[Rows * Width]], ["x", "Expert[2].bias"]);
        for (int row = 0; row < Rows; row++)
            Assert.Equal(HasPlace(row), Row(gradients.Input("x").ToArray(), row).Any(value => value != 0));
        float[] changed = [.. X];
        changed.AsSpan(9 * Width + 3).Fill(7);
        Assert.Equal(gradients["Expert[2].bias"].ToArray(), network.Gradients([changed, new float[Rows * Width]], ["Expert[2].bias"])["Expert[2].bias"].ToArray());
    }

    [Theory]
    [InlineData("WithCapacity(Slice(x, 2, 1) > 8f, 0.5f) ? Expert(0, x) : 2f * x")]
    [InlineData("WithCapacity(ArgMax(x) == 2, 0.5f) ? Expert(0, x) : 2f * x")]
    [InlineData("WithCapacity(ArgMax(x) is 2 or 3, 0.5f) ? Expert(0, x) : 2f * x")]
    public void ConditionWithACapacity_InAStep_IsMetByTheFirstRowsOnly(string value)
    {
        var network = Compile(value);
        float[] expected = network.Predict(Rows, X)[0];
        Assert.Equal(9, Enumerable.Range(0, Rows).Count(row => Row(expected, row)[2] != 2 * Row(X, row)[2]));
        float[] actual = Step(network, 1);
        for (int row = 0; row < Rows; row++)
            Assert.Equal(row < Places ? Row(expected, row) : [.. Row(X, row).Select(v => 2 * v)], Row(actual, row));
    }

    [Theory]
    [InlineData("Dense(4)", "Capacity(1f)", "WithCapacity(ArgMax(x), 1f)")]
    [InlineData("Dense(4), Capacity(3f, Overflow.Pass)", "Capacity(1f, Overflow.Pass)", "WithCapacity(ArgMax(x), 1f)")]
    [InlineData("Dense(4), Capacity(1f, Overflow.Pass)", "Capacity(1f, Overflow.Pass)", "WithCapacity(ArgMax(x), 3f)")]
    public void BoundedPosition_AsTheIndexOfAFamily_GivesWhatItsCapacityDoes(string layer, string same, string index)
    {
        var (network, expected) = (Compile($"Expert({index}, x)", layer), Compile("Expert(ArgMax(x), x)", $"Dense(4), {same}"));
        Assert.Equal(expected.Parameters.Layout.Names, network.Parameters.Layout.Names);
        Assert.Equal(Step(expected, 1), Step(network, 1));
    }

    [Fact]
    public void ExpertDrops_OfTheBatchOfAStep_CountsTheRowsWithoutAPlace()
    {
        var network = Compile(Switch, members: "[Metric] private Tensor Drops(Tensor x) => ExpertDrops(x, 1f);");
        int dropped = Step(network, 1).Chunk(Width).Count(row => row.All(value => value == 0));
        Assert.Equal(6, dropped);
        // Nine rows want the expert, a quarter of ten is its share: 9 − 2.5, of which no part of a row can be left out.
        Assert.Equal(0.65, network.Evaluate([X, new float[Rows * Width]])["Drops[2]"], 6);
        Assert.Equal(dropped, Math.Floor(0.65 * Rows));
    }

    [Fact]
    public void ExpertDrops_OfACondition_CountsTheRowsThatMeetItAndHaveNoPlace()
    {
        var network = Compile(
            "WithCapacity(Slice(x, 2, 1) > 8f, 0.5f) ? Expert(0, x) : 2f * x", members: "[Metric] private Tensor Drops(Tensor x) => ExpertDrops(Slice(x, 2, 1) > 8f, 0.5f);");
        var result = network.Evaluate([X, new float[Rows * Width]]);
        // Nine rows of ten meet it, and a quarter of ten have a place.
        Assert.Equal(0.65, result["Drops[0]"], 6);
        Assert.Equal(0.65 / 0.9, result["Drops"], 6);
        Assert.Equal(9 - Places, Enumerable.Range(0, Rows).Count(row => row != 4 && Row(Step(network, 1), row)[2] == 2 * Row(X, row)[2]));
    }

    [Theory]
    [InlineData(Switch, "ArgMax(x) switch { 0 => Expert(0, x), 1 => Expert(1, x), 2 => Expert(2, x), _ => Expert(3, x) }")]
    [InlineData("WithCapacity(Slice(x, 2, 1) > 8f, 0.5f) ? Expert(0, x) : 2f * x", "Slice(x, 2, 1) > 8f ? Expert(0, x) : 2f * x")]
    public void Prediction_OfABoundedChoice_IsThatOfTheChoice(string bounded, string unbounded)
    {
        var (network, expected) = (Compile(bounded), Compile(unbounded));
        expected.Parameters.Buffer.Span.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        var (output, ran) = Run(expected);
        var (actual, alsoRan) = Run(network);
        Assert.Equal(output, actual);
        Assert.Equal(ran, alsoRan);

        static (float[] Output, string[] Ran) Run(CompiledNetwork network)
        {
            KernelCounters.Reset();
            float[] output = network.Predict(Rows, X)[0];
            return (output, [.. KernelCounters.Snapshot().Keys.Where(name => name is "route" || name.StartsWith("Expert", StringComparison.Ordinal)).Order()]);
        }
    }

    [Theory]
    [InlineData(Switch, "1 of 5 branches a row, capacity 1")]
    [InlineData("WithCapacity(ArgMax(x), 1.25f) switch { < 3 => Expert(0, x), 3 => Expert(1, x), _ => x }", "1 of 3 branches a row, capacity 1.25")]
    [InlineData("WithCapacity(Sum(x) > 8f, 0.5f) && ArgMax(x) == 1 ? Expert(0, x) : x", "1 of 2 branches a row, capacity 0.5")]
    [InlineData("Expert(WithCapacity(ArgMax(x), 2f), x)", "1 of 4 branches a row, capacity 2")]
    [InlineData("TopK(Softmax(x), 2, i => Expert(i, x), capacity: 1.5f)", "2 of 4 branches a row, capacity 1.5")]
    [InlineData("Sum(Expert(WithCapacity(ArgMax(x), 2f), x)) > 0f ? x : Expert(0, x)", "1 of 4 branches a row, capacity 2; 1 of 2 branches a row")]
    public void Structure_OfABoundedChoice_SaysItsCapacity(string value, string choices) => Assert.Equal(
        choices, string.Join("; ", Compile(value).Network.Structure.Nodes.Where(node => node.Kind == GraphNodeKind.Choice).Select(node => node.Label)));

    private static bool HasPlace(int row) => row < Places || row == 4;

    private static float[] Row(float[] values, int row) => values[(row * Width)..((row + 1) * Width)];

    /// <summary>The outputs of a step.</summary>
    private static float[] Step(CompiledNetwork network, int threads)
    {
        float[][] outputs = [new float[Rows * Width]];
        var (trainer, _) = network.CreateTrainer(new Sgd(0f), Rows, new TrainerOptions { Threads = threads });
        using (trainer)
            network.StepAndOutputs(trainer, [X, new float[Rows * Width]], outputs);
        return outputs[0];
    }

    private static CompiledNetwork Compile(string value, string layer = "Dense(4)", string members = "") => CompiledNetwork.Compile(NetworkSources.Usings + $$"""
        [Network]
        public partial class Net
        {
            [{{layer}}] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => {{value}};
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
            {{members}}
        }
        """);
}
