using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What generated networks promise beside being right: no allocation, same bits, thread safety, everything once.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class PromisesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(128)]
    public void Predict_AfterWarmUp_AllocatesNothing(int rows)
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var inputs = NetworkData.Create(network, rows, 2).Inputs(network);
        float[][] outputs = [new float[rows], new float[rows]];
        Allocations.AssertNone(() => network.PredictInto(inputs, outputs));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public void Step_AfterWarmUp_AllocatesNothing(int rows)
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var data = NetworkData.Create(network, rows, 2).Arrays;
        var (trainer, step) = network.CreateTrainer(new Adam(1e-3f), rows);
        using (trainer)
            Allocations.AssertNone(() => step(data));
    }

    [Fact]
    public void Step_AnyNumberOfThreads_GivesTheSameBits()
    {
        var networks = CompiledNetwork.CompileAll([NetworkSources.RidershipLifted, WholeNetworks.All.Single(c => c.Name == "WithDropout").Source]);
        foreach (var network in networks)
        {
            var initial = network.Parameters.Buffer.Span.ToArray();
            var data = NetworkData.Create(network, 500, 2).Arrays;
            var expected = Train(network, data, initial, threads: 1);
            Assert.NotEqual(initial, expected.Parameters);
            foreach (var threads in new[] { 2, 3 })
            {
                var actual = Train(network, data, initial, threads);
                Assert.Equal(expected.Losses.Select(BitConverter.SingleToInt32Bits), actual.Losses.Select(BitConverter.SingleToInt32Bits));
                Assert.Equal(expected.Parameters.Select(BitConverter.SingleToInt32Bits), actual.Parameters.Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Fact]
    public void Predict_OneRowAndInABatch_AgreeWithinRounding()
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var x = (float[])NetworkData.Create(network, 37, 2).Inputs(network)[0];
        var batch = network.Predict(37, x);
        for (var row = 0; row < 37; row++)
        {
            var single = network.Predict(1, x[(row * 67)..((row + 1) * 67)]);
            Assert.Equal(batch[0][row], single[0][0], 1e-5f);
            Assert.Equal(batch[1][row], single[1][0], 1e-5f);
        }
    }

    [Fact]
    public void Predict_FromManyThreadsAtOnce_GivesTheSameBits()
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var batches = Enumerable.Range(1, 24).Select(rows => NetworkData.Create(network, rows * 3, 2, rows)).ToArray();
        var expected = batches.Select(batch => network.Predict(batch.Rows, batch.Inputs(network))).ToArray();
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var n = i % batches.Length;
            var actual = network.Predict(batches[n].Rows, batches[n].Inputs(network));
            for (var output = 0; output < actual.Length; output++)
                Assert.Equal(expected[n][output], actual[output]);
        });
    }

    [Fact]
    public void NaiveSpelling_OneStep_RunsTheSameKernelsAsTheLiftedOne()
    {
        var lifted = CountKernels(NetworkSources.RidershipLifted);
        var naive = CountKernels(NetworkSources.RidershipNaive);
        Assert.NotEmpty(lifted);
        Assert.Equal(lifted.OrderBy(pair => pair.Key, StringComparer.Ordinal), naive.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void NaiveSpelling_OneStep_EvaluatesTheTrunkOnceForwardAndBackward()
    {
        var counts = CountKernels(NetworkSources.RidershipNaive);
        var trunk = counts.Where(pair => pair.Key.Contains("Trunk", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(trunk);
        Assert.All(trunk, pair => Assert.Equal(1, pair.Value));
    }

    private static KeyValuePair<string, long>[] CountKernels(string source)
    {
        var network = CompiledNetwork.Compile(source);
        var data = NetworkData.Create(network, 16, 2).Arrays;
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 16, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            KernelCounters.Reset();
            step(data);
            return [.. KernelCounters.Snapshot()];
        }
    }

    private static (float[] Losses, float[] Parameters) Train(CompiledNetwork network, Array[] data, float[] initial, int threads)
    {
        initial.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        var (trainer, step) = network.CreateTrainer(new Adam(1e-2f), 500, new TrainerOptions { Threads = threads, ClipNorm = 1 });
        using (trainer)
            return ([.. Enumerable.Range(0, 5).Select(_ => step(data))], network.Parameters.Buffer.Span.ToArray());
    }
}
