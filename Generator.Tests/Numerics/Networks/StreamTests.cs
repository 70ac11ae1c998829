using NetGen.Tests.Harness;
using static NetGen.Ops;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Prediction step by step, with the states kept between calls.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class StreamTests
{
    private const int Steps = 9, Features = 4, Outputs = 5, Rows = 3;

    [Fact]
    public void Step_EachPlaceOfASequence_EqualsThePredictionOfTheWhole()
    {
        var network = new StreamedModel(seed: 2);
        using var stream = network.CreateStream(Rows);
        AssertEqualsTheWhole(network.Predict, stream.Step, stream.Reset);
    }

    /// <summary>The gates are one product in a prediction and not in a stream.</summary>
    [Fact]
    public void Step_OfACellWrittenByGate_EqualsThePredictionOfTheWhole()
    {
        var network = new StreamedGatesModel(seed: 2);
        using var stream = network.CreateStream(Rows);
        AssertEqualsTheWhole(network.Predict, stream.Step, stream.Reset);
    }

    [Fact]
    public void Step_BeyondTheLengthThatTheNetworkWasDefinedFor_GoesOn()
    {
        var network = new StreamedModel(seed: 2);
        using var stream = network.CreateStream();
        var (x, first, later) = (Draw(Features), new float[Outputs], new float[Outputs]);
        stream.Step(x, first);
        for (var step = 0; step < 3 * Steps; step++)
            stream.Step(x, later);
        Assert.NotEqual(first, later);
        Assert.All(later, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Step_AfterTheFirst_AllocatesNothing()
    {
        var network = new StreamedModel(seed: 2) { Threads = 1 };
        using var stream = network.CreateStream(Rows);
        var (x, output) = (Draw(Rows * Features), new float[Rows * Outputs]);
        Allocations.AssertNone(() => stream.Step(x, output));
    }

    [Fact]
    public void Step_WithAnotherNumberOfRows_SaysSo()
    {
        using var stream = new StreamedModel().CreateStream(Rows);
        var exception = Assert.Throws<ArgumentException>(() => stream.Step(new float[Features], new float[Rows * Outputs]));
        Assert.Contains("'x'", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamedModel().CreateStream(0));
    }

    [Fact]
    public void Step_OfADisposedStream_NamesTheStream()
    {
        var stream = new StreamedModel().CreateStream();
        stream.Dispose();
        stream.Dispose();
        var exception = Assert.Throws<ObjectDisposedException>(() => stream.Step(new float[Features], new float[Outputs]));
        Assert.Equal(typeof(StreamedModel.Stream).FullName, exception.ObjectName);
    }

    [Fact]
    public void CreateStream_OfANetworkThatNeedsTheEnd_IsNotThere() =>
        Assert.DoesNotContain(typeof(BothWaysModel).GetMembers(), member => member.Name is "CreateStream" or "Stream");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void GradientsOfARecurrence_WithMoreThreads_AreTheSameBits(int threads)
    {
        const int Batch = 50;
        var (x, y) = (Draw(Batch * Steps * Features), Draw(Batch * Steps * Outputs));
        var expected = new StreamedModel(seed: 2) { Threads = 1 }.Gradients(x, y);
        var actual = new StreamedModel(seed: 2) { Threads = threads }.Gradients(x, y);
        Assert.Equal(expected.Loss, actual.Loss);
        foreach (var name in new StreamedModel().Parameters.Layout.Names)
            Assert.Equal(expected[name], actual[name]);
    }

    [Fact]
    public void StepOfATrainer_OnARecurrence_AllocatesNothing()
    {
        const int Batch = 20;
        var (x, y) = (Draw(Batch * Steps * Features), Draw(Batch * Steps * Outputs));
        using var trainer = new StreamedModel(seed: 2).CreateTrainer(new Adam(1e-3f), Batch, new TrainerOptions { Threads = 1 });
        Allocations.AssertNone(() => trainer.Step(x, y));
    }

    private delegate void Run(ReadOnlySpan<float> x, Span<float> output);

    private static void AssertEqualsTheWhole(Run predict, Run step, Action reset)
    {
        var x = Draw(Rows * Steps * Features);
        var (whole, output) = (new float[Rows * Steps * Outputs], new float[Rows * Outputs]);
        predict(x, whole);
        for (var pass = 0; pass < 2; pass++)
        {
            reset();
            for (var place = 0; place < Steps; place++)
            {
                step(Place(x, place, Features), output);
                Assert.Equal(Place(whole, place, Outputs), output);
            }
        }
    }

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>One step of all rows of [rows, steps, width].</summary>
    private static float[] Place(float[] sequences, int step, int width) =>
        [.. Enumerable.Range(0, Rows).SelectMany(row => sequences.AsSpan(((row * Steps) + step) * width, width).ToArray())];
}

/// <summary>Two recurrent layers and a dense one, every step.</summary>
[Network]
internal sealed partial class StreamedModel
{
    [Lstm(6, ReturnSequences = true), Gru(7, ReturnSequences = true), Dense(5, Activation.Tanh)]
    private partial Tensor Encode(Tensor x);

    [Forward] private Tensor Define([Shape(9, 4)] Tensor x) => Encode(x) * 2f;

    [Loss] private Tensor Loss(Tensor output, [Shape(9, 5)] Tensor y) => Mse(output, y);
}

/// <summary>A cell with a layer for each gate.</summary>
[Network]
internal sealed partial class StreamedGatesModel
{
    [Dense(5)] private partial Tensor InputUpdate(Tensor x);
    [Dense(5)] private partial Tensor InputNew(Tensor x);
    [Dense(5, UseBias = false)] private partial Tensor StateUpdate(Tensor h);
    [Dense(5, UseBias = false)] private partial Tensor StateNew(Tensor h);

    [Forward]
    private Tensor Define([Shape(9, 4)] Tensor x) => Scan(x, BroadcastTo(0f, 5), Step).Outputs;

    private (Tensor, Tensor) Step(Tensor x, Tensor h)
    {
        var update = Sigmoid(InputUpdate(x) + StateUpdate(h));
        var next = update * h + (1f - update) * Tanh(InputNew(x) + StateNew(h));
        return (next, next);
    }

    [Loss] private Tensor Loss(Tensor output, [Shape(9, 5)] Tensor y) => Mse(output, y);
}

/// <summary>A network that reads its sequence from both ends.</summary>
[Network, Input(9, 4), Rnn(3, Bidirectional = true), Dense(2), CrossEntropy]
internal sealed partial class BothWaysModel;
