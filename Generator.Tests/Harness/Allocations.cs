namespace NetGen.Tests.Harness;

/// <summary>What calls leave on the managed heap.</summary>
internal static class Allocations
{
    private const int WarmUp = 32, Calls = 10, Rounds = 3;

    /// <summary>Fails if each call of <paramref name="action"/> allocates, once pools are warm.</summary>
    /// <remarks>
    /// The runtime allocates on a calling thread when it compiles a method again in the middle of a loop, at no predictable call. What a step allocates, it
    /// allocates in every round.
    /// </remarks>
    public static void AssertNone(Action action)
    {
        for (var i = 0; i < WarmUp; i++)
            action();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
