using System.Globalization;
using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What is not done for layers and masks that no row of a step needs, where several choices lead to them.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class RoutedUpdateTests
{
    // The first choice is by x, the second by z.
    private const string Twice = """
        [Dense(150, Tanh), Dense(4)] private partial Tensor Expert(int index, Tensor x);

        [Forward]
        private Tensor Define([Shape(4)] Tensor x, [Shape(4)] Tensor z) => Expert(ArgMax(z), Expert(ArgMax(x), x));
        """;

    // Gradients of 16,384 elements go straight to the update.
    [Theory]
    [InlineData(150, false)]
    [InlineData(150, true)]
    [InlineData(4100, false)]
    [InlineData(4100, true)]
    public void ExpertOfTwoChoices_WithoutRowsInBoth_DoesNotMove(int width, bool keepGradients)
    {
        var network = Compile(Twice.Replace("150", width.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var options = new TrainerOptions { Threads = 1, KeepGradients = keepGradients };
        var (trainer, step) = network.CreateTrainer(new AdamW(0.1f, WeightDecay: 0.1), 2, options);
        using (trainer)
        {
            float[] y = [1, 2, 3, 4, 5, 6, 7, 8];
            step([Choosing(0, 1), Choosing(3, 3), y]);
            string[] names = [.. network.Parameters.Layout.Names];
            float[][] before = [.. names.Select(name => network.Parameters[name].ToArray())];
            KernelCounters.Reset();
            step([Choosing(1, 1), Choosing(0, 0), y]);
            var moved = names.Zip(before, (name, values) => (name, Moved: !values.AsSpan().SequenceEqual(network.Parameters[name]))).ToArray();
            Assert.All(moved, parameter => Assert.Equal(parameter.name[7] is '0' or '1', parameter.Moved));
            var layout = trainer.OptimizerState.Layout;
            Assert.Equal([2, 2, 0, 1], Enumerable.Range(0, 4).Select(i => trainer.OptimizerState.Steps[layout.IndexOf($"Expert[{i}].1.bias")]));
        }

        var ran = KernelCounters.Snapshot().Keys.Where(name => name.StartsWith("Expert[", StringComparison.Ordinal)).ToArray();
        Assert.Contains(ran, name => name.StartsWith("Expert[0]", StringComparison.Ordinal) && name.EndsWith("gradient", StringComparison.Ordinal));
        Assert.DoesNotContain(ran, name => name[7] is '2' or '3');
    }

    [Fact]
    public void GradientOfAnExpertOfTwoChoices_AfterOneWithRows_IsZeroWithout()
    {
        var network = Compile(Twice);
        string[] wanted = [.. network.Parameters.Layout.Names];
        float[] y = new float[8];
        Assert.Contains(network.Gradients([Choosing(2, 2), Choosing(3, 3), y], wanted)["Expert[3].0.kernel"].ToArray(), value => value != 0);
        Assert.All(network.Gradients([Choosing(2, 2), Choosing(1, 2), y], wanted)["Expert[3].0.kernel"].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void MaskOfABranch_WithoutRows_IsNotDrawn()
    {
        var network = Compile("""
            [Dense(24, Tanh), Dropout(0.25f), Dense(4)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(4)] Tensor z) => Expert(ArgMax(x), x + z);
            """);
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 2, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            KernelCounters.Reset();
            step([Choosing(1, 3), new float[8], new float[8]]);
        }

        string[] masks = [.. KernelCounters.Snapshot().Keys.Where(name => name.EndsWith("mask", StringComparison.Ordinal)).Select(name => name[..9]).Order()];
        Assert.Equal(["Expert[1]", "Expert[3]"], masks);
    }

    /// <summary>Two rows that choose these.</summary>
    private static float[] Choosing(int first, int second)
    {
        float[] x = new float[8];
        (x[first], x[4 + second]) = (1, 1);
        return x;
    }

    private static CompiledNetwork Compile(string members) => CompiledNetwork.Compile(NetworkSources.Usings + $$"""
        [Network]
        public partial class Net
        {
            {{members}}
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """);
}
