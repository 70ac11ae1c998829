using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Benchmarks.Measuring;

/// <summary>
/// Nanoseconds that pass while the calling thread computes. For work on one thread that is the thread's own processor time where the system tells it (Linux), so that
/// other programs count little; on an idle machine it is the same as the time on the wall, which is used for everything else.
/// </summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>The time now, for work on the given number of threads.</summary>
    public static long Now(int threads)
    {
        if (threads == 1 && OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0)
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpecification time);

    // The C types are of pointer size on every Linux that .NET runs on.
    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
