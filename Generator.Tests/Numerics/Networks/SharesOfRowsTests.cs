using System.Diagnostics;
using NetGen.Kernels;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>
/// Networks that have so much to do for a row that workers divide even a few of them: every product gives the bits that it gives to one worker, also where a
/// worker's rows begin within a block of 16.
/// </summary>
[Collection(ExclusiveTests.Name)]
public sealed class SharesOfRowsTests
{
    // A dense layer behind them has a row for each sample: a row alone in its block is summed in parts, and gradients of a block that is not whole are dot products.
    private static readonly IReadOnlyDictionary<string, string> Sources = new[]
    {
        NetworkCase.Of("SharedPictures", """
                [Conv2D(16, 3, Relu), MaxPool2D(2), Conv2D(24, 3, Relu), Flatten, Dense(64, Tanh), Dense(20, Relu), Dense(3)] private partial Tensor SharedPicture(Tensor x);

                [Forward] private Tensor Define([Shape(20, 20, 2)] Tensor x) => SharedPicture(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("SharedSequences", """
                [LayerNorm, MultiHeadAttention(2)] private partial Tensor SharedAttention(Tensor x);
                [Lstm(40), Dropout(0.2f), Dense(17)] private partial Tensor SharedMemory(Tensor x);

                [Forward] private Tensor Define([Shape(7, 24)] Tensor x) => SharedMemory(x + SharedAttention(x));
                [Loss] private Tensor Loss(Tensor output, [Shape(17)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("SharedLayers", """
                [Dense(300, Tanh), Dense(300, Relu), Dense(50, Sigmoid), Dense(33, Tanh), Dense(1)] private partial Tensor SharedLayer(Tensor x);

                [Forward] private Tensor Define([Shape(40)] Tensor x) => SharedLayer(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(1)] Tensor y) => Mse(output, y);
            """),
    }.ToDictionary(c => c.Name, c => c.Source);

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumberOfThreads_FewRows_GivesTheSameBits(string name)
    {
        var network = CompiledNetwork.Compile(Sources[name]);
        var before = WorkerPool.Shared;
        using var pool = new WorkerPool(3, Timeout.InfiniteTimeSpan);
        try
        {
            WorkerPool.Shared = pool;
            foreach (var rows in new[] { 2, 3, 9, 16, 17, 25, 33, 50 })
                AssertSameBits(network, rows);
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    /// <summary>Runs the network until several workers have taken part: a machine that is busy may have none to spare for a while.</summary>
    private static void AssertSameBits(CompiledNetwork network, int rows)
    {
        var data = NetworkData.Create(network, rows, 2);
        var expected = Run(network, data, threads: 1, out var calls);
        var begin = Stopwatch.GetTimestamp();
        long shared;
        do
        {
            Assert.Equal(expected, Run(network, data, threads: 3, out shared));
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60), $"no second worker came for {rows} rows");
        }
        while (shared == calls);
    }

    /// <summary>The bits of a prediction and of all gradients.</summary>
    /// <param name="calls">How often the last layer was called: once by each worker.</param>
    private static IEnumerable<int> Run(CompiledNetwork network, NetworkData data, int threads, out long calls)
    {
        network.Network.GetType().GetProperty("Threads")!.SetValue(network.Network, threads);
        KernelCounters.Reset();
        var outputs = network.Predict(data.Rows, data.Inputs(network)).SelectMany(o => o).ToArray();
        calls = KernelCounters.Snapshot().Where(pair => pair.Key.EndsWith(" forward", StringComparison.Ordinal)).Min(pair => pair.Value);
        var gradients = network.Gradients(data.Arrays);
        var values = network.Spec.Parameters.SelectMany(p => gradients[p.Name].ToArray());
        return [.. outputs.Concat(values).Select(BitConverter.SingleToInt32Bits)];
    }
}
