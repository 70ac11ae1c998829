using System.Diagnostics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class LongWaitTests
{
    // More than there are before a wait gives the processor away.
    private const int ManyTurns = 10_000;

    [Fact]
    public void Once_NoAllowance_AShortWaitIsNotLongAndALongOneIs()
    {
        LongWait wait = new(0);
        Turn(ref wait, 100);
        Assert.False(wait.IsExceeded);
        Turn(ref wait, ManyTurns);
        Assert.True(wait.IsExceeded);
    }

    [Fact]
    public void Once_AllowanceOfAnHour_NoWaitIsLong()
    {
        LongWait wait = new(3600 * Stopwatch.Frequency);
        Turn(ref wait, ManyTurns);
        Assert.False(wait.IsExceeded);
    }

    private static void Turn(ref LongWait wait, int turns)
    {
        for (int i = 0; i < turns; i++)
            wait.Once();
    }
}
