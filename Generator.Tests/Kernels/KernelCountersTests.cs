using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class KernelCountersTests
{
    [Fact]
    public void Hit_SeveralTimes_IsCounted()
    {
        string kernel = Guid.NewGuid().ToString();
        KernelCounters.Hit(kernel);
        KernelCounters.Hit(kernel);
        Assert.Equal(2, KernelCounters.Snapshot()[kernel]);
    }
}
