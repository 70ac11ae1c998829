using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class ProgramRunnerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_AnyNumberOfWorkers_GivesTheBitsOfOne(int threads)
    {
        using RunnerHarness alone = new(1, DenseLayer.Rows, DenseLayer.ParameterCount, DenseLayer.Outputs);
        using RunnerHarness together = new(threads, DenseLayer.Rows, DenseLayer.ParameterCount, DenseLayer.Outputs);
        float[] expected = DenseLayer.Run(alone), actual = DenseLayer.Run(together);

        Assert.Contains(expected, static value => value != 0);
        Assert.Equal(expected, actual);
        Assert.Equal(alone.Gradients.Span, together.Gradients.Span);
    }

    [Fact]
    public void Bindings_HoldWhatTheFrontEndAllows() => Assert.Equal(Bindings.Capacity, NetGen.Generator.FrontEnd.NetworkParser.MaximumTensors);

    [Fact]
    public void Run_AfterWarmUp_AllocatesNothing()
    {
        using RunnerHarness harness = new(2, 32);
        float[] input = new float[32], output = new float[32];
        RunOptions options = new() { Operations = RunnerHarness.ManyOperations, Barriers = 1 };
        for (int i = 0; i < 100; i++)
            harness.Run<Doubler>(32, input, output, options);

        // Both threads: the worker's allocations would appear in the total.
        long before = GC.GetAllocatedBytesForCurrentThread(), total = DoublerAllocations.Other;
        for (int i = 0; i < 1000; i++)
            harness.Run<Doubler>(32, input, output, options);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(total, DoublerAllocations.Other);
    }

    [Fact]
    public void Run_OptionsAndBuffers_ReachTheProgram()
    {
        using RunnerHarness harness = new(1, 20, parameters: 32, floatsPerRow: 2);
        harness.Parameters.Span[17] = 4;
        float[] input = [3f, 5f], output = new float[7];
        var wanted = new ParameterMask(300) { [3] = true, [64] = true, [200] = true };

        harness.Run<Inspector>(20, input, output, new RunOptions { Step = 6, Seed = 7, Wanted = GradientMask.From(wanted) });
        GC.KeepAlive(wanted);

        Assert.Equal([3 + 4, 6, 7, 20, 32, 1, 3], output);
        Assert.Equal(11, harness.Gradients.Span[18]);
        Assert.Equal(12, harness.Workspace.Arena[32]);
        Assert.Equal(13, harness.Workspace.Fixed[5]);
    }

    [Fact]
    public void Run_FewBuffers_ReachTheProgramInTheirSlots()
    {
        using RunnerHarness harness = new(1, 20, parameters: 32, floatsPerRow: 2);
        float[] input = [3f, 5f], output = new float[7];
        FewBindings bindings = new(20) { Slot0 = ref FewBindings.Of((ReadOnlySpan<float>)input), Slot1 = ref FewBindings.Of(output.AsSpan()) };

        ProgramRunner.Run<Inspector>(
            harness.Pool, harness.Workspace, ref harness.Parameters.Reference, ref harness.Gradients.Reference, bindings, new RunOptions { Step = 6, Seed = 7 });

        Assert.Equal([3, 6, 7, 20, 32, 1, 0], output);
        Assert.Equal(11, harness.Gradients.Span[18]);
        Assert.Equal(12, harness.Workspace.Arena[32]);
    }

    [Fact]
    public void RunOnStack_ScratchMemory_IsAlignedAndDistinct()
    {
        float[] input = [2f, 3f], output = new float[7];
        int[] integers = [5];
        using AlignedBuffer parameters = new(16);
        FewBindings bindings = new(2)
        {
            Slot0 = ref FewBindings.Of((ReadOnlySpan<float>)input),
            Slot1 = ref FewBindings.Of(output.AsSpan()),
            Slot5 = ref FewBindings.Of((ReadOnlySpan<int>)integers),
        };

        ProgramRunner.RunOnStack<StackUser>(ref parameters.Reference, bindings, floatsPerRow: 3, fixedFloats: 16);

        Assert.Equal([2, 16, 1, 0, 0, 48, 5], output);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 190_000, 0)]
    [InlineData(2, 200_000, 0)]
    [InlineData(1, 200_000, 2)]
    [InlineData(2, 400_000, 2)]
    [InlineData(3, 1e12, 0)]
    [InlineData(2, 1e12, 0, 2)]
    [InlineData(1, 1e12, 0, 0, 1)]
    [InlineData(2, 1e12, 0, 0, 2)]
    [InlineData(1, 1e12, 0, 0, 0)]
    [InlineData(3, 1e12, 1, 0, 1)]
    public void WorkersFor_LittleWork_IsOne(int expected, double operations, int barriers, int threads = 0, int shares = 64)
    {
        using WorkerPool pool = new(3);
        RunOptions options = new() { Operations = operations, Barriers = barriers, Threads = threads };
        Assert.Equal(expected, ProgramRunner.WorkersFor(pool, shares, options));
    }

    [Fact]
    public void Run_MuchWork_UsesAllWorkers()
    {
        using RunnerHarness harness = new(3, 1024);
        float[] workers = new float[1];
        harness.Run<WorkerCounter>(1024, [], workers, new RunOptions { Operations = RunnerHarness.ManyOperations, Barriers = 1 });
        Assert.Equal(3, workers[0]);
    }

    [Fact]
    public void Run_BatchLargerThanTheWorkspace_NamesBoth()
    {
        using RunnerHarness harness = new(1, 16);
        ArgumentException error = Assert.Throws<ArgumentException>(() => harness.Run<WorkerCounter>(rows: 17));
        Assert.Contains("17", error.Message, StringComparison.Ordinal);
        Assert.Contains("16", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bindings_SeventeenthBuffer_IsRefused()
        => Assert.Throws<InvalidOperationException>(static () =>
        {
            Bindings bindings = new(1);
            for (int i = 0; i <= Bindings.Capacity; i++)
                bindings.Add(Span<float>.Empty);
        });

    private static class DoublerAllocations
    {
        public static long Other;
    }

    private readonly struct Doubler : IProgram
    {
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.RowRange;
            for (int row = begin; row < end; row++)
                Unsafe.Add(ref frame.Slot(1), row) = 2 * Unsafe.Add(ref frame.Slot(0), row);
            frame.Barrier();
            if (frame.Worker == 1)
                DoublerAllocations.Other = GC.GetAllocatedBytesForCurrentThread();
        }
    }

    private readonly struct Inspector : IProgram
    {
        public static void Run(in Frame frame)
        {
            Span<float> output = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref frame.Slot(1), 7);
            output[0] = frame.Slot(0) + frame.Parameters(17);
            output[1] = frame.Step;
            output[2] = frame.Seed;
            output[3] = frame.Rows;
            output[4] = frame.Capacity;
            output[5] = Unsafe.IsNullRef(ref frame.Slot(2)) ? 1 : 0;
            for (int i = 0; i < 300; i++)
                output[6] += frame.Wants(i) && i is 3 or 64 or 200 ? 1 : frame.Wants(i) ? 1000 : 0;
            frame.Gradients(18) = 11;
            frame.Arena(1) = 12;
            frame.Fixed(5) = 13;
        }
    }

    private readonly unsafe struct StackUser : IProgram
    {
        public static void Run(in Frame frame)
        {
            Span<float> output = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref frame.Slot(1), 7);
            nint arena = (nint)Unsafe.AsPointer(ref frame.Arena(0)), fixedPart = (nint)Unsafe.AsPointer(ref frame.Fixed(0));
            output[0] = frame.Rows;
            output[1] = frame.Capacity;
            output[2] = frame.Workers;
            output[3] = arena % 64;
            output[4] = fixedPart % 64;
            output[5] = (fixedPart - arena) / sizeof(float);
            output[6] = frame.IntSlot(5);
        }
    }

    private readonly struct WorkerCounter : IProgram
    {
        public static void Run(in Frame frame)
        {
            if (frame.Worker == 0)
                frame.Slot(1) = frame.Workers;
        }
    }
}
