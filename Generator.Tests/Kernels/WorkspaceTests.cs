using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class WorkspaceTests
{
    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(100, 112)]
    public void Constructor_AnyBatch_RoundsTheCapacityUp(int rows, int capacity)
    {
        using Workspace workspace = new(rows, 3, 5);
        Assert.Equal(capacity, workspace.Capacity);
        Assert.Equal(3 * capacity, workspace.Arena.Length);
        Assert.Equal(5, workspace.Fixed.Length);
    }

    [Fact]
    public void Constructor_MoreThanTwoToThe31Floats_SaysSo()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(static () => new Workspace(1 << 20, 1 << 12, 0));
        Assert.Contains("4294967296 floats", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rent_AfterReturn_GivesTheSameWorkspaceWhileItIsLargeEnough()
    {
        WorkspacePool pool = new(4, 8);
        Workspace first = pool.Rent(20);
        pool.Return(first);
        Workspace again = pool.Rent(32);
        pool.Return(again);
        Workspace larger = pool.Rent(33);

        Assert.Same(first, again);
        Assert.Equal(48, larger.Capacity);
        Assert.Throws<ObjectDisposedException>(() => first.Arena.Length);
        larger.Dispose();
    }

    [Fact]
    public void Rent_ConcurrentCallers_NeverShareAWorkspace()
    {
        WorkspacePool pool = new(1, 0);
        Parallel.For(0, 2000, _ =>
        {
            Workspace workspace = pool.Rent(1);
            Assert.Equal(1, ++workspace.Arena[0]);
            Thread.SpinWait(20);
            Assert.Equal(0, --workspace.Arena[0]);
            pool.Return(workspace);
        });
    }

    [Fact]
    public void Rent_AfterWarmUp_AllocatesNothing()
    {
        WorkspacePool pool = new(1, 0);
        pool.Return(pool.Rent(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            pool.Return(pool.Rent(1));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public unsafe void AlignedBuffer_AnyLength_IsZeroAndAligned()
    {
        foreach (int length in (int[])[0, 1, 16, 17, 1000])
        {
            using AlignedBuffer buffer = new(length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.All(buffer.Span.ToArray(), static value => Assert.Equal(0, value));
            fixed (float* pointer = &buffer.Reference)
                Assert.Equal(0u, (nuint)pointer % 64);
        }
    }

    [Fact]
    public void AlignedBuffer_Disposed_ThrowsInsteadOfGivingFreedMemory()
    {
        AlignedBuffer buffer = new(3);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Span.Length);
    }

    [Fact]
    public void AlignedBuffer_NegativeLength_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(static () => new AlignedBuffer(-1));
}
