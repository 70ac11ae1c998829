using System.Text.Json.Nodes;
using NetGen.Kernels;

namespace NetGen.Tests.Training;

public sealed class GradientClipTests
{
    [Fact]
    public void Apply_Gradient_AgreesWithPyTorch()
    {
        JsonNode fixture = OptimizerFixture.Root["clip_value"]!;
        float[] gradient = OptimizerFixture.Floats(fixture["gradient"]);
        ParameterLayout layout = ParameterLayout.Pack(("a", [gradient.Length], Initializer.Zeros));
        using var gradients = new AlignedBuffer(layout.Length);
        gradient.CopyTo(gradients.Span);
        GradientClip.Apply(gradients, layout, ParameterMask.Trainable(layout), (float)fixture["limit"]!, threads: 0);
        Assert.Equal(OptimizerFixture.Floats(fixture["clipped"]), gradients.Span[..gradient.Length].ToArray());
    }

    [Fact]
    public void Apply_UnwantedAndNotANumber_StayAsTheyAre()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [3], Initializer.Zeros), ("b", [3], Initializer.Zeros), ("c", [3], Initializer.Zeros));
        using var gradients = new AlignedBuffer(layout.Length);
        gradients.Span.Fill(-7);
        gradients.Span[1] = float.NaN;
        var wanted = ParameterMask.Trainable(layout);
        wanted[1] = false;
        GradientClip.Apply(gradients, layout, wanted, 2, threads: 0);
        Assert.Equal([-2f, float.NaN, -2f], gradients.Span[..3].ToArray());
        Assert.Equal([-7f, -7f, -7f], gradients.Span.Slice(layout[1].Offset, 3).ToArray());
        Assert.Equal([-2f, -2f, -2f], gradients.Span.Slice(layout[2].Offset, 3).ToArray());
    }

    [Fact]
    public void Step_LimitOnElements_ParametersMoveAtMostSoFar()
    {
        var network = new LinearNetwork(1);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        FitOptions options = new() { Optimizer = new Sgd(1f), BatchSize = 64, Epochs = 1, Trainer = new TrainerOptions { ClipValue = 1e-3f } };
        network.Fit(LinearData.Create(64), options);
        float[] moved = [.. before.Zip(network.Parameters.Buffer.Span.ToArray(), (a, b) => Math.Abs(a - b))];
        Assert.Equal(1e-3, moved.Max(), 1e-7);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void ClipValue_NotAboveZero_Refused(float limit)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => new LinearNetwork(1).CreateTrainer(new Adam(), 16, new TrainerOptions { ClipValue = limit }));
        Assert.Contains("ClipValue is", exception.Message, StringComparison.Ordinal);
    }
}
