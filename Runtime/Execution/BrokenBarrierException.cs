namespace NetGen.Kernels;

/// <summary>Unwinds a worker that waits for one that failed; the failure itself is what the caller of the run sees.</summary>
internal sealed class BrokenBarrierException() : Exception("Another worker of this run failed.");
