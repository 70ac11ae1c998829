using System.Text.Json.Nodes;
using NetGen.Kernels;
using NetGen.Tests.Kernels;

namespace NetGen.Tests.Training;

[RunsAtEveryInstructionSet]
public sealed class GlobalNormTests
{
    private static readonly ParameterLayout Layout = ParameterLayout.Pack(("a", [21], Initializer.Zeros), ("b", [5], Initializer.Zeros), ("c", [16], Initializer.Zeros));

    [Fact]
    public void Of_SeveralParameters_AgreesWithPyTorch()
    {
        JsonNode fixture = OptimizerFixture.Root["clip"]!;
        float[] gradients = Fill(fixture);
        double norm = NormOf(gradients, ParameterMask.Trainable(Layout));
        Assert.Equal((double)fixture["norm"]!, norm, 1e-5);
    }

    [Fact]
    public void Of_UnwantedParameter_LeftOut()
    {
        float[] gradients = Fill(OptimizerFixture.Root["clip"]!);
        var wanted = ParameterMask.Trainable(Layout);
        wanted[0] = false;
        gradients[3] = float.NaN;
        double expected = Math.Sqrt(gradients.Skip(Layout[1].Offset).Sum(value => (double)value * value));
        Assert.Equal(expected, NormOf(gradients, wanted), 1e-12);
    }

    [Fact]
    public void Of_HugeGradients_DoesNotOverflow()
    {
        float[] gradients = new float[Layout.Length];
        gradients[0] = gradients[1] = 3e38f;
        Assert.Equal(3e38 * Math.Sqrt(2), NormOf(gradients, ParameterMask.Trainable(Layout)), 1e32);
    }

    [Fact]
    public void ClipNorm_LongGradient_StepAsLongAsTheLimit()
    {
        var network = new LinearNetwork(1);
        DataSet data = LinearData.Create(64);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        network.Fit(data, new FitOptions { Optimizer = new Sgd(1f), BatchSize = 64, Epochs = 1, ClipNorm = 0.5f });
        double moved = Math.Sqrt(before.Zip(network.Parameters.Buffer.Span.ToArray(), (a, b) => Math.Pow((double)a - b, 2)).Sum());
        Assert.Equal(0.5, moved, 1e-5);
    }

    [Fact]
    public void Of_LargeParameters_SameBitsForAnyNumberOfThreadsAndNextToTheExactNorm()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [3 * GlobalNorm.Block + 21], Initializer.Zeros), ("b", [GlobalNorm.Block - 5], Initializer.Zeros));
        using var gradients = new AlignedBuffer(layout.Length);
        new CounterRandom(3).FillNormal(gradients.Span[..layout[0].Size], 0, 1);
        new CounterRandom(4).FillNormal(gradients.Span.Slice(layout[1].Offset, layout[1].Size), 0, 100);
        using var norm = new GlobalNorm(layout);
        var wanted = ParameterMask.Trainable(layout);
        double one = norm.Of(gradients, wanted, threads: 1);
        Assert.Equal(one, norm.Of(gradients, wanted, threads: 0));
        Assert.Equal(Math.Sqrt(gradients.Span.ToArray().Sum(value => (double)value * value)), one, 1e-9 * one);
        wanted[0] = false;
        double second = Math.Sqrt(gradients.Span[layout[1].Offset..].ToArray().Sum(value => (double)value * value));
        Assert.Equal(second, norm.Of(gradients, wanted, threads: 1), 1e-9 * second);
    }

    [Fact]
    public void Of_AnyLength_GivesTheBitsOfScalarAdditions()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [GlobalNorm.Block], Initializer.Zeros));
        using var norm = new GlobalNorm(layout);
        using var values = new AlignedBuffer(layout.Length);
        new CounterRandom(5).FillNormal(values.Span, 0, 1);
        foreach (int length in (int[])[16, 32, 48, 64, 80, 1008, GlobalNorm.Block - 16, GlobalNorm.Block])
            Assert.Equal(Math.Sqrt(SquareSum(values.Span[..length])), norm.Of(values, 0, length, threads: 1));
    }

    /// <summary>Thirty-two running sums, of which the upper half is added to the lower as often as there is one; the first time among neighbouring vectors.</summary>
    private static double SquareSum(ReadOnlySpan<float> values)
    {
        double[] sums = new double[32];
        for (int i = 0; i < values.Length; i++) sums[i % 32] += (double)values[i] * values[i];
        for (int i = 0; i < 8; i++) sums[i] = sums[i] + sums[16 + i] + (sums[8 + i] + sums[24 + i]);
        for (int half = 4; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++) sums[i] += sums[half + i];
        }

        return sums[0];
    }

    private static double NormOf(float[] values, ParameterMask wanted)
    {
        using var gradients = new AlignedBuffer(values.Length);
        values.CopyTo(gradients.Span);
        using var norm = new GlobalNorm(Layout);
        return norm.Of(gradients, wanted, threads: 1);
    }

    private static float[] Fill(JsonNode fixture)
    {
        float[] gradients = new float[Layout.Length];
        for (int i = 0; i < Layout.Count; i++) OptimizerFixture.Floats(fixture["gradients"]![i]).CopyTo(gradients.AsSpan(Layout[i].Offset));
        return gradients;
    }
}
