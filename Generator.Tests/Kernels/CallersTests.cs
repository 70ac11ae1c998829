using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class CallersTests
{
    [Fact]
    public void Enter_OneAfterTheOther_IsOneAtATime()
    {
        Callers callers = default;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(1, callers.Enter());
            callers.Leave();
        }
    }

    [Fact]
    public void Enter_AtTheSameTime_CountsAllForAWhile()
    {
        Callers callers = default;
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => callers.Enter()));
        for (int i = 0; i < 3; i++)
            callers.Leave();
        Assert.InRange(callers.Enter(), 1, 3);
        callers.Leave();
        Assert.True(SpinWait.SpinUntil(() => CountNow(ref callers) == 1, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Enter_FewerAtTheSameTimeThanOnce_CountsThese()
    {
        Callers callers = default;
        for (int i = 0; i < 3; i++)
            callers.Enter();
        callers.Leave();
        callers.Leave();

        // One stays, another comes and goes.
        Assert.True(SpinWait.SpinUntil(() => CountNow(ref callers) == 2, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Enter_RightAfterTwoAtTheSameTime_IsTwo() => Assert.True(SpinWait.SpinUntil(
        static () =>
        {
            // On a busy machine more than the while may pass between two lines.
            Callers callers = default;
            callers.Enter();
            callers.Enter();
            callers.Leave();
            callers.Leave();
            return callers.Enter() == 2;
        },
        TimeSpan.FromSeconds(30)));

    private static int CountNow(ref Callers callers)
    {
        int count = callers.Enter();
        callers.Leave();
        return count;
    }
}
