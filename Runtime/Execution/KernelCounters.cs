using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Counts kernel calls in builds that define NETGEN_COUNTERS, so that tests can tell which kernels ran; elsewhere the calls are not compiled.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelCounters
{
    private static readonly ConcurrentDictionary<string, StrongBox<long>> Counts = new(StringComparer.Ordinal);

    /// <summary>
    /// Counts one call of <paramref name="kernel"/>. Every worker counts, and a kernel that takes turns with its neighbours on a few rows at a time counts once
    /// for each time: what was computed once for each row may have been called often.
    /// </summary>
    [Conditional("NETGEN_COUNTERS")]
    public static void Hit(string kernel) => Count(kernel);

    /// <summary>The counts so far, by kernel.</summary>
    public static IReadOnlyDictionary<string, long> Snapshot()
        => Counts.Where(static pair => pair.Value.Value != 0).ToDictionary(static pair => pair.Key, static pair => Interlocked.Read(ref pair.Value.Value));

    /// <summary>Sets all counts to zero.</summary>
    public static void Reset()
    {
        foreach (StrongBox<long> count in Counts.Values)
            Interlocked.Exchange(ref count.Value, 0);
    }

    /// <summary>What stands behind a method that is itself compiled only in builds with counters.</summary>
    internal static void Count(string kernel) => Interlocked.Increment(ref Counts.GetOrAdd(kernel, static _ => new StrongBox<long>()).Value);
}
