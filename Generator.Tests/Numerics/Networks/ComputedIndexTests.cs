using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Numbers that a network computes and looks up: what is no row of the table gives NaN and has no gradient, and nothing beside the table is read.</summary>
public sealed class ComputedIndexTests
{
    private const string Source = """
            [Dense(3)] private partial Tensor Table(Tensor x);

            [Forward]
            private Tensor Define([Shape(2)] Tensor x, [Shape] Tensor at) => Gather(Table(x), at * 1f);

            [Loss] private Tensor Loss(Tensor output, Tensor at, [Shape] Tensor y) => Where(at >= 0f & at < 3f, Square(output - y), 0f);
        """;

    private static readonly Lazy<CompiledNetwork> Network = new(() => CompiledNetwork.Compile(
        NetworkCase.Of("ComputedIndex", Source).Source.Replace("[Network]", "[Network(UnreachedParameters = UnreachedParameters.Zero)]", StringComparison.Ordinal)));

    [Fact]
    public void Predict_ComputedNumbersBesideTheTable_GiveNaN()
    {
        float[] at = [-1, 0, 1, 2, 3, 1e9f, float.NaN, float.NegativeInfinity];
        var output = Network.Value.Predict(at.Length, new float[2 * at.Length].Select((_, i) => i * 0.1f).ToArray(), at)[0];
        Assert.Equal([true, false, false, false, true, true, true, true], output.Select(float.IsNaN));
    }

    [Fact]
    public void Gradients_ComputedNumbersBesideTheTable_HaveNone()
    {
        float[] x = [0.5f, -1, 0.25f, 2];
        var both = Network.Value.Gradients([x, new float[] { 1, 7 }, new float[2]], "Table.kernel")["Table.kernel"].ToArray();
        var first = Network.Value.Gradients([x[..2], new float[] { 1 }, new float[1]], "Table.kernel")["Table.kernel"].ToArray();
        // The mean over two rows, of which one gives nothing.
        Assert.Equal(first.Select(v => v / 2), both);
    }
}
