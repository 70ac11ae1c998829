using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>Gradients of networks against central differences, as users check them.</summary>
public sealed class GradientCheckTests
{
    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(
    [
        Network("Straight", "StraightThrough(Square(Hidden(x)), Hidden(x))"),
        Network("Kinked", "Relu(Hidden(x))"),
        Network("Normalised", "Tanh(Normal(Hidden(x)))", "[BatchNorm] private partial Tensor Normal(Tensor x);"),
        Network("Jumping", "Mean(x) > 0f ? Hidden(x) : 2f * Hidden(x)"),
    ]));

    [Theory]
    [InlineData(6)]
    [InlineData(40)]
    public void Run_NetworkWithDropoutAndKinks_AgreesAndLeavesItAsItWas(int rows)
    {
        var network = new NoisyNetwork(seed: 3);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        GradientReport report = GradientCheck.Run(network, Filled(rows * NoisyNetwork.Features), Filled(rows));
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(network.Parameters.Layout.Names, report.Results.Select(result => result.Name));
        Assert.True(report.Results.Sum(result => result.Checked - result.TooSmall) > 60, report.ToString());
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Run_BatchNorm_AgreesAndKeepsRunningStatistics()
    {
        INetwork network = Networks.Value[2].Network;
        float[] before = network.Parameters.Buffer.Span.ToArray();
        GradientReport report = GradientCheck.Run(network, Filled(8 * 3), Filled(8 * 4));
        Assert.True(report.IsRight, report.ToString());
        Assert.DoesNotContain(report.Results, result => network.Parameters.Layout[result.Name].IsState);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Run_GradientThatIsNoDerivative_NamesTheWorstElementWithBothValues()
    {
        // The value of one expression with the gradient of another, on purpose.
        GradientReport report = GradientCheck.Run(Networks.Value[0].Network, Filled(8 * 3), Filled(8 * 4));
        Assert.False(report.IsRight);
        GradientElement worst = report.Worst!;
        Assert.True(worst.Error > 5 && Math.Abs(worst.Gradient - worst.Difference) > 10 * worst.Tolerance / 2, worst.ToString());
        var exception = Assert.Throws<GradientMismatchException>(report.ThrowIfWrong);
        Assert.Contains($"first of all {worst}", exception.Message, StringComparison.Ordinal);
        Assert.Same(report, exception.Report);
    }

    [Fact]
    public void Run_ElementsOnAKink_AreCountedAndLeftOut()
    {
        // All rows are zero, and so is the bias: every unit stands exactly where ReLU bends.
        GradientReport report = GradientCheck.Run(Networks.Value[1].Network, new float[8 * 3], Enumerable.Repeat(1f, 8 * 4).ToArray());
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(4, report.Results.Single(result => result.Name == "Hidden.bias").Kinks);
        Assert.Equal(0, report.Results.Single(result => result.Name == "Hidden.kernel").Kinks);
    }

    [Fact]
    public void Run_ChoiceByData_Agrees()
    {
        GradientReport report = GradientCheck.Run(Networks.Value[3].Network, Filled(8 * 3), Filled(8 * 4));
        Assert.True(report.IsRight, report.ToString());
    }

    [Fact]
    public void Run_WrongData_SaysWhatIsExpected()
    {
        var network = new NoisyNetwork(seed: 3);
        Assert.Contains("takes 2 tensors, x, y, but was given 1", Assert.Throws<ArgumentException>(() => GradientCheck.Run(network, new float[24])).Message, StringComparison.Ordinal);
        Assert.Contains("'y' is a Double[]", Assert.Throws<ArgumentException>(() => GradientCheck.Run(network, new float[24], new double[1])).Message, StringComparison.Ordinal);
        Assert.Contains("the loss of NoisyNetwork is NaN", Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(network, new float[24], new[] { float.NaN })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(network, new GradientCheckOptions { Step = 0 }, new float[24], new float[1]));
    }

    private static string Network(string name, string output, string members = "") => Definitions.Usings + $$"""
        [Network]
        public partial class {{name}}
        {
            [Dense(4)] private partial Tensor Hidden(Tensor x);
            {{members}}
            [Forward] private Tensor Define([Shape(3)] Tensor x) => {{output}};
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;

    private static float[] Filled(int count) => WeightAverageTests.Filled(count);
}
