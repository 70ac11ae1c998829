using System.Text.Json.Nodes;

namespace NetGen.Tests.Training;

public sealed class GlobalNormTests
{
    private static readonly ParameterLayout Layout = ParameterLayout.Pack(("a", [21], Initializer.Zeros), ("b", [5], Initializer.Zeros), ("c", [16], Initializer.Zeros));

    [Fact]
    public void Of_SeveralParameters_AgreesWithPyTorch()
    {
        JsonNode fixture = OptimizerFixture.Root["clip"]!;
        float[] gradients = Fill(fixture);
        double norm = GlobalNorm.Of(gradients, Layout, ParameterMask.Trainable(Layout));
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
        Assert.Equal(expected, GlobalNorm.Of(gradients, Layout, wanted), 1e-12);
    }

    [Fact]
    public void Of_HugeGradients_DoesNotOverflow()
    {
        float[] gradients = new float[Layout.Length];
        gradients[0] = gradients[1] = 3e38f;
        Assert.Equal(3e38 * Math.Sqrt(2), GlobalNorm.Of(gradients, Layout, ParameterMask.Trainable(Layout)), 1e32);
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

    private static float[] Fill(JsonNode fixture)
    {
        float[] gradients = new float[Layout.Length];
        for (int i = 0; i < Layout.Count; i++) OptimizerFixture.Floats(fixture["gradients"]![i]).CopyTo(gradients.AsSpan(Layout[i].Offset));
        return gradients;
    }
}
