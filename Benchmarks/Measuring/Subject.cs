using System.Diagnostics;

namespace NetGen.Benchmarks.Measuring;

/// <summary>Something whose time is measured: in samples of as many calls as the clock needs, a few in each round.</summary>
/// <param name="repeat">Makes the given number of calls.</param>
/// <param name="threads">The threads that a call may use.</param>
internal sealed class Subject(Action<int> repeat, int threads)
{
    // A sample must be long beside the clock's resolution (below 1 µs), a round short beside a change of the processor's frequency.
    private const double SampleNanoseconds = 1e6, RoundNanoseconds = 1.5e7;

    // A processor that has slept takes some 5 ms to be as fast as before.
    private const double SettlingNanoseconds = 6e6;
    private const int MostSamplesARound = 15, WarmUpCalls = 40;

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(80);

    private readonly Samples _allocations = new();
    private int _calls = 1;
    private int _samples = 1;

    /// <summary>Microseconds of a call.</summary>
    public Samples Times { get; } = new();

    /// <summary>How long to wait after a round until nothing of it runs on.</summary>
    public TimeSpan RestAfterRound { get; init; }

    /// <summary>Bytes that a call allocates, on any thread, in the median of the rounds.</summary>
    public long AllocatedBytes => (long)Math.Ceiling(_allocations.Median);

    /// <summary>Runs often enough for the JIT to ask for its next tier.</summary>
    public void WarmUp()
    {
        repeat(1); // what it takes to compile is no part of the time
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpCalls && Stopwatch.GetElapsedTime(begin) < WarmUpTime * 2; i++)
            repeat(1);
        while (Stopwatch.GetElapsedTime(begin) < WarmUpTime)
            repeat(_calls = CallsOf(SampleNanoseconds));
        Rest();
    }

    /// <summary>Finds how many calls a sample takes, and how many samples a round. Comes after the warm-up, whose code may have been slower.</summary>
    public void Calibrate()
    {
        _calls = CallsOf(SampleNanoseconds);
        _calls = CallsOf(SampleNanoseconds);
        _samples = (int)Math.Clamp(RoundNanoseconds / Math.Max(1, Time(_calls)), 1, MostSamplesARound);
        Rest();
    }

    /// <summary>Takes the samples of one round, after calls that bring code and data back into the caches and processors and threads to full speed.</summary>
    public void Round()
    {
        Settle();
        Span<double> times = stackalloc double[MostSamplesARound];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < _samples; i++)
            times[i] = Time(_calls) / 1e3 / _calls;
        _allocations.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / ((long)_samples * _calls));
        foreach (var time in times[.._samples])
            Times.Add(time);
        Rest();
    }

    private int CallsOf(double nanoseconds) => (int)Math.Clamp(_calls * nanoseconds / Math.Max(1, Time(_calls)), 1, 1 << 24);

    private void Settle()
    {
        var begin = Stopwatch.GetTimestamp();
        do
            repeat(Math.Max(1, _calls / 4));
        while (Stopwatch.GetElapsedTime(begin).TotalNanoseconds < SettlingNanoseconds);
    }

    private void Rest()
    {
        if (RestAfterRound > TimeSpan.Zero)
            Thread.Sleep(RestAfterRound);
    }

    private double Time(int calls)
    {
        var begin = CpuClock.Now(threads);
        repeat(calls);
        return CpuClock.Now(threads) - begin;
    }
}
