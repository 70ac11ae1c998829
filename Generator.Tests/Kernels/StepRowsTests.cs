using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class StepRowsTests
{
    [Fact]
    public void Prefetch_BeyondTheLastStep_ReadsNothing()
    {
        // A guard page follows: an access would end the process.
        using GuardedBuffer values = new(64, new Random(1));
        StepRows.Prefetch(ref values.Reference, 0, 3, stride: 100_000, width: 64);
        StepRows.Prefetch(ref System.Runtime.CompilerServices.Unsafe.Add(ref values.Reference, 1 << 26), 5, 9, stride: 64, width: 64);
        StepRows.Prefetch(ref values.Reference, 2, 2, stride: 64, width: 64);
    }

    [Fact]
    public void CopyAndClear_SomeRows_LeaveTheOthers()
    {
        float[] from = [.. Enumerable.Range(1, 12)], to = new float[12];
        StepRows.Copy(ref from[0], ref to[0], 1, 3, 3);
        Assert.Equal([0, 0, 0, 4, 5, 6, 7, 8, 9, 0, 0, 0], to);
        StepRows.Clear(ref to[0], 2, 3, 3);
        Assert.Equal([0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0], to);
    }
}
