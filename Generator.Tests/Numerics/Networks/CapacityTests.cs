using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What becomes of rows beyond the <c>[Capacity]</c> of the layer that they chose, and what positions by an integer input choose.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class CapacityTests
{
    private const int Rows = 10, Width = 4, Places = 3;

    // Row 4 chooses expert 0, all others expert 2, which has 10 / 4 places, rounded up.
    private static readonly float[] X =
        [.. Enumerable.Range(0, Rows).SelectMany(row => row == 4 ? (float[])[9, 0, 0, row] : [0, 0, 9, 0.1f * row])];

    [Theory]
    [InlineData("Capacity(1f)", 1)]
    [InlineData("Capacity(1f)", 2)]
    [InlineData("Capacity(1f, Overflow.Pass)", 1)]
    [InlineData("Capacity(1f, Overflow.Pass)", 2)]
    public void RowsBeyondTheCapacity_OfALayerInAStep_AreZeroOrPassOn(string capacity, int threads)
    {
        var network = Compile($"Dense(4), {capacity}", "Expert(ArgMax(x), x)");
        float[] expected = network.Predict(Rows, X)[0];
        var (trainer, _) = network.CreateTrainer(new Sgd(0f), Rows, new TrainerOptions { Threads = threads });
        using (trainer)
        {
            float[][] outputs = [new float[Rows * Width]];
            network.StepAndOutputs(trainer, [X, new float[Rows * Width]], outputs);
            int[] kept = [.. Enumerable.Range(0, Rows).Where(row => row != 4).Take(Places), 4];
            for (int row = 0; row < Rows; row++)
            {
                float[] overflow = capacity.Contains("Pass", StringComparison.Ordinal) ? X[(row * Width)..((row + 1) * Width)] : new float[Width];
                Assert.Equal(kept.Contains(row) ? expected[(row * Width)..((row + 1) * Width)] : overflow, outputs[0][(row * Width)..((row + 1) * Width)]);
            }
        }
    }

    [Fact]
    public void RowsBeyondTheCapacity_ThatPassOn_AreLeftOutOfTheGradientOfTheLayer()
    {
        var network = Compile("Dense(4), Capacity(1f, Overflow.Pass)", "Expert(ArgMax(x), x)");
        var gradients = network.Gradients([X, new float[Rows * Width]], ["Expert[2].bias"]);
        float[] changed = [.. X];
        changed.AsSpan(9 * Width + 3).Fill(7);
        Assert.Equal(gradients["Expert[2].bias"].ToArray(), network.Gradients([changed, new float[Rows * Width]], ["Expert[2].bias"])["Expert[2].bias"].ToArray());
    }

    [Fact]
    public void Prediction_OfALayerThatPassesOn_ComputesNothingForRowsThatHaveAPlace()
    {
        Assert.Equal(Kernels("Dense(4)"), Kernels("Dense(4), Capacity(1f, Overflow.Pass)"));

        static string[] Kernels(string layer)
        {
            var network = Compile(layer, "Expert(ArgMax(x), x)");
            KernelCounters.Reset();
            network.Predict(Rows, X);
            return [.. KernelCounters.Snapshot().Keys.Order()];
        }
    }

    [Fact]
    public void Position_OfAnIntegerInput_ChoosesItAndZeroForOthers()
    {
        var network = Compile("Dense(4)", "Expert(Position(kind, 3), x)", ", [Indices] Tensor kind");
        int[] kinds = [2, 0, 7, -1, 2, 1];
        float[] x = X[..(kinds.Length * Width)];
        float[] chosen = network.Predict(kinds.Length, x, kinds)[0];
        float[] expected = network.Predict(kinds.Length, x, kinds.Select(kind => kind is 0 or 1 or 2 ? kind : 0).ToArray())[0];
        Assert.Equal(expected, chosen);
        float[] allZero = network.Predict(kinds.Length, x, new int[kinds.Length])[0];
        for (int row = 0; row < kinds.Length; row++)
            Assert.Equal(kinds[row] is 1 or 2, !chosen.AsSpan(row * Width, Width).SequenceEqual(allZero.AsSpan(row * Width, Width)));
    }

    private static CompiledNetwork Compile(string layer, string value, string inputs = "") => CompiledNetwork.Compile(NetworkSources.Usings + $$"""
        [Network]
        public partial class Net
        {
            [{{layer}}] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x{{inputs}}) => {{value}};
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """);
}
