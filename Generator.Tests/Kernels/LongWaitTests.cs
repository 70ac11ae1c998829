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
    public void Yielded_NobodyTookTheProcessor_IsLongAfterTheAllowance()
    {
        LongWait wait = new(Microseconds(500));
        for (int i = 1; i < 499; i++)
            wait.Yielded(Microseconds(i), Microseconds(i + 1));
        Assert.False(wait.IsExceeded);
        wait.Yielded(Microseconds(501), Microseconds(502));
        Assert.True(wait.IsExceeded);
    }

    [Fact]
    public void Yielded_SomebodyTookTheProcessor_IsLongWhateverTheAllowance()
    {
        LongWait wait = new(Microseconds(3.6e9));
        wait.Yielded(Microseconds(1), Microseconds(2));
        Assert.False(wait.IsExceeded);
        wait.Yielded(Microseconds(2), Microseconds(72));
        Assert.True(wait.IsExceeded);
    }

    private static long Microseconds(double count) => (long)(count * 1e-6 * Stopwatch.Frequency);

    private static void Turn(ref LongWait wait, int turns)
    {
        for (int i = 0; i < turns; i++)
            wait.Once();
    }
}
