using NetGen.Tests.Harness;
using NetGen.Tests.Kernels;
using Xunit;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Rows of lengths for which the loops of generated kernels differ: one vector a pass or several, one accumulator or four, with and without a tail.</summary>
[RunsAtEveryInstructionSet]
public sealed class LongRowTests
{
    private static readonly int[] Widths = [48, 64, 100, 256, 300, 65_536 + 150];

    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(Widths.SelectMany(width => new[]
    {
        Source($"Reductions{width}", width, "Sum(x, 1) + ReduceMax(x, 1) * ReduceMin(x, 1)"),
        Source($"Greatest{width}", width, "ReduceMax(x, 1)"),
        Source($"Scaled{width}", width, "x * ReduceMin(x, 1, keepAxes: true)"),
    })));

    [Fact]
    public void Predict_RowsOfAnyLength_ReduceEveryElementOnce()
    {
        for (var i = 0; i < Widths.Length; i++)
        {
            var x = Numbers(2 * Widths[i]);
            var expected = x.Chunk(Widths[i]).Select(row => row.Sum(v => (double)v) + (row.Max() * (double)row.Min()));
            Assert.All(Networks.Value[3 * i].Predict(1, x)[0].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * Widths[i]));
        }
    }

    [Fact]
    public void Predict_NaNAnywhereInALongRow_IsTheLargest()
    {
        for (var i = 0; i < Widths.Length; i++)
        {
            var (network, width) = (Networks.Value[(3 * i) + 1], Widths[i]);
            var x = Numbers(2 * width);
            Assert.Equal(x.Chunk(width).Select(row => row.Max()), network.Predict(1, x)[0]);
            foreach (var at in Enumerable.Range(0, width).Where(j => j < 140 || j > width - 60))
            {
                var kept = x[at];
                x[at] = float.NaN;
                Assert.Equal([true, false], network.Predict(1, x)[0].Select(float.IsNaN));
                x[at] = kept;
            }
        }
    }

    [Fact]
    public void Predict_RowsOfAnyLength_WriteEveryElement()
    {
        for (var i = 0; i < Widths.Length; i++)
        {
            var x = Numbers(2 * Widths[i]);
            var expected = x.Chunk(Widths[i]).SelectMany(row => row.Select(v => v * row.Min()));
            Assert.Equal(expected, Networks.Value[(3 * i) + 2].Predict(1, x)[0]);
        }
    }

    private static float[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static string Source(string name, int width, string body) =>
        NetworkCase.Of(name, $"    [Forward] private Tensor Define([Shape(2, {width})] Tensor x) => {body};").Source;
}
