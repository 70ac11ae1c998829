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

    // So much for a row that workers go through it together and divide most kernels; pooling, normalisation and the dense layer behind them have one worker for a row.
    // Numbers of pixels and positions are no multiples of what the kernels treat at a time, and workers have parts of different size, one of them none.
    private static readonly IReadOnlyDictionary<string, string> SourcesOfLargeRows = new[]
    {
        NetworkCase.Of("LargePictures", """
                [Conv2D(33, 3, Relu), MaxPool2D(2), Conv2D(48, 3, Relu), MaxPool2D(2), Flatten, Dense(3)] private partial Tensor LargePicture(Tensor x);

                [Forward] private Tensor Define([Shape(25, 25, 8)] Tensor x) => LargePicture(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("LargeSounds", """
                [Conv1D(40, 9, Relu), Conv1D(40, 5, Relu), Flatten, Dense(3)] private partial Tensor LargeSound(Tensor x);

                [Forward] private Tensor Define([Shape(203, 8)] Tensor x) => LargeSound(x);
                [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
            """),
        NetworkCase.Of("LargeSequences", """
                [LayerNorm, MultiHeadAttention(2)] private partial Tensor LargeAttention(Tensor x);
                [Dense(83, Gelu), Dense(90)] private partial Tensor LargeLayer(Tensor x);
                [Flatten, Dense(2)] private partial Tensor Head(Tensor h);

                [Forward] private Tensor Define([Shape(97, 90)] Tensor x) => Head(x + LargeLayer(x + LargeAttention(x)));
                [Loss] private Tensor Loss(Tensor output, [Shape(2)] Tensor y) => Mse(output, y);
            """),
    }.ToDictionary(c => c.Name, c => c.Source);

    private const int SharedRuns = 8;

    public static TheoryData<string> Names => [.. Sources.Keys];

    public static TheoryData<string> NamesOfLargeRows => [.. SourcesOfLargeRows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumberOfThreads_FewRows_GivesTheSameBits(string name) => AssertSameBits(Sources[name], threads: 3, 2, 3, 9, 16, 17, 25, 33, 50);

    [Theory]
    [MemberData(nameof(NamesOfLargeRows))]
    public void MoreThreadsThanRows_LargeRows_GiveTheSameBits(string name)
    {
        AssertSameBits(SourcesOfLargeRows[name], threads: 3, 1, 2);
        AssertSameBits(SourcesOfLargeRows[name], threads: 10, 3, 5);
    }

    private static void AssertSameBits(string source, int threads, params int[] numbers)
    {
        var network = CompiledNetwork.Compile(source);
        var before = WorkerPool.Shared;
        using var pool = new WorkerPool(threads, Timeout.InfiniteTimeSpan);
        try
        {
            WorkerPool.Shared = pool;
            foreach (var rows in numbers)
                AssertSameBits(network, rows, threads);
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    private static void AssertSameBits(CompiledNetwork network, int rows, int threads)
    {
        NetworkData[] data = [NetworkData.Create(network, rows, 2, seed: 1), NetworkData.Create(network, rows, 2, seed: 2)];
        AssertSameBits(network, data, threads, Predict, sharedRuns: SharedRuns);
        AssertSameBits(network, data, threads, Gradients, sharedRuns: 0);
    }

    /// <summary>Runs the network until several workers have taken part: a machine that is busy may have none to spare for a while. On other data each time, so that
    /// who does not wait for others finds what is wrong. Predictions and gradients apart: after a run whose workers waited for processors the next few milliseconds have
    /// one worker, and where each prediction comes behind a step of many barriers, that may be every prediction.</summary>
    /// <param name="sharedRuns">In how many runs several workers must have taken part; gradients of a single row have one.</param>
    private static void AssertSameBits(CompiledNetwork network, NetworkData[] data, int threads, Func<CompiledNetwork, NetworkData, float[]> program, int sharedRuns)
    {
        var calls = 0L;
        var expected = data.Select(d => Run(network, d, threads: 1, program, out calls)).ToArray();
        var begin = Stopwatch.GetTimestamp();
        for (var (shared, run) = (0, 0); shared < sharedRuns || run < SharedRuns; run++)
        {
            Assert.Equal(expected[run % 2], Run(network, data[run % 2], threads, program, out var callsOfWorkers));
            shared += callsOfWorkers > calls ? 1 : 0;
            Assert.True(
                Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60),
                $"a second worker came to {shared} of {run + 1} runs of {program.Method.Name} with {data[0].Rows} rows, fewer than {sharedRuns}");
        }
    }

    /// <summary>The bits of what a program computes.</summary>
    /// <param name="calls">How often the last layer was called: once by each worker.</param>
    private static IEnumerable<int> Run(CompiledNetwork network, NetworkData data, int threads, Func<CompiledNetwork, NetworkData, float[]> program, out long calls)
    {
        network.Network.GetType().GetProperty("Threads")!.SetValue(network.Network, threads);
        KernelCounters.Reset();
        var values = program(network, data);
        calls = KernelCounters.Snapshot().Where(pair => pair.Key.EndsWith(" forward", StringComparison.Ordinal)).Min(pair => pair.Value);
        return [.. values.Select(BitConverter.SingleToInt32Bits)];
    }

    private static float[] Predict(CompiledNetwork network, NetworkData data) => [.. network.Predict(data.Rows, data.Inputs(network)).SelectMany(o => o)];

    private static float[] Gradients(CompiledNetwork network, NetworkData data)
    {
        var gradients = network.Gradients(data.Arrays);
        return [.. network.Spec.Parameters.SelectMany(p => gradients[p.Name].ToArray())];
    }
}
