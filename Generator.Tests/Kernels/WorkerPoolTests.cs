using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class WorkerPoolTests
{
    private const int Threads = 3;

    [Fact]
    public void Run_EveryWorker_RunsTheProgramOnce()
    {
        using RunnerHarness harness = new(Threads, 16);
        float[] visits = new float[Threads];
        for (int i = 1; i <= 200; i++)
        {
            harness.Run<Visitor>(16, [], visits, new RunOptions { Operations = RunnerHarness.ManyOperations, Barriers = 1 });
            Assert.All(visits, count => Assert.Equal(i, count));
        }
    }

    [Fact]
    public void Run_AfterTheWorkersParked_WakesThem()
    {
        using RunnerHarness harness = new(Threads, 16);
        float[] visits = new float[Threads];
        for (int i = 1; i <= 5; i++)
        {
            harness.Run<Visitor>(16, [], visits, new RunOptions { Operations = RunnerHarness.ManyOperations, Barriers = 1 });
            Thread.Sleep(20);
        }

        Assert.All(visits, static count => Assert.Equal(5, count));
    }

    [Fact]
    public void Barrier_ManyRounds_SeparatesThem()
    {
        using RunnerHarness harness = new(Threads, 16);
        float[] errors = new float[Threads];
        harness.Run<Rounds>(16, [], errors, new RunOptions { Operations = RunnerHarness.ManyOperations, Barriers = 1 });
        Assert.All(errors, static count => Assert.Equal(0, count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_WorkerFailsBeforeABarrier_ItsExceptionIsThrownAndThePoolStaysUsable(int worker)
    {
        using RunnerHarness harness = new(Threads, 16);
        float[] visits = new float[Threads];
        RunOptions options = new() { Operations = RunnerHarness.ManyOperations, Barriers = 1 };

        DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => harness.Run<Failing>(16, [worker], visits, options));
        harness.Run<Visitor>(16, [], visits, options);

        Assert.Equal($"worker {worker}", error.Message);
        Assert.All(visits, static count => Assert.Equal(1, count));
    }

    [Fact]
    public void Run_ConcurrentCallers_AllGetTheirResults()
    {
        using RunnerHarness shared = new(Threads, DenseLayer.Rows);
        float[] expected;
        using (RunnerHarness alone = new(1, DenseLayer.Rows, DenseLayer.ParameterCount, DenseLayer.Outputs))
            expected = DenseLayer.Run(alone);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ =>
        {
            using RunnerHarness mine = new(1, DenseLayer.Rows, DenseLayer.ParameterCount, DenseLayer.Outputs, shared.Pool);
            Assert.Equal(expected, DenseLayer.Run(mine));
        });
    }

    [Fact]
    public void Dispose_Twice_LeavesRunsToTheCaller()
    {
        RunnerHarness harness = new(Threads, 16);
        float[] visits = new float[Threads];
        RunOptions options = new() { Operations = RunnerHarness.ManyOperations, Barriers = 1 };
        harness.Run<Visitor>(16, [], visits, options);

        harness.Pool.Dispose();
        harness.Pool.Dispose();
        harness.Run<Visitor>(16, [], visits, options);

        Assert.Equal([2f, 1f, 1f], visits);
        harness.Dispose();
    }

    [Fact]
    public void Dispose_PoolThatNeverRan_Returns() => new WorkerPool(Threads).Dispose();

    [Fact]
    public void Constructor_NoThreads_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(static () => new WorkerPool(0));

    [Fact]
    public void Constructor_NegativeSpinTime_IsRefusedWithTheTime()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(static () => new WorkerPool(2, TimeSpan.FromSeconds(-3)));
        Assert.Contains("-00:00:03", error.Message, StringComparison.Ordinal);
        Assert.Contains("InfiniteTimeSpan", error.Message, StringComparison.Ordinal);
        using WorkerPool always = new(1, Timeout.InfiniteTimeSpan);
    }

    private readonly struct Visitor : IProgram
    {
        public static void Run(in Frame frame) => Unsafe.Add(ref frame.Slot(1), frame.Worker)++;
    }

    /// <summary>Each worker writes the round into its cell and, after a barrier, checks everybody's.</summary>
    private readonly struct Rounds : IProgram
    {
        public static void Run(in Frame frame)
        {
            for (int round = 1; round <= 2000; round++)
            {
                Volatile.Write(ref frame.Fixed(frame.Worker), round);
                frame.Barrier();
                for (int worker = 0; worker < frame.Workers; worker++)
                    Unsafe.Add(ref frame.Slot(1), frame.Worker) += Volatile.Read(ref frame.Fixed(worker)) == round ? 0 : 1;
                frame.Barrier();
            }
        }
    }

    private readonly struct Failing : IProgram
    {
        public static void Run(in Frame frame)
        {
            frame.Barrier();
            if (frame.Worker == (int)frame.Slot(0))
                throw new DivideByZeroException($"worker {frame.Worker}");
            frame.Barrier();
            frame.Barrier();
        }
    }
}
