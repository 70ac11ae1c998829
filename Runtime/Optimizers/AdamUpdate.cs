namespace NetGen;

/// <summary>The pass that <see cref="Adam"/> and <see cref="AdamW"/> share.</summary>
internal static class AdamUpdate
{
    internal static IReadOnlyList<string> Buffers { get; } = ["mean", "square"];

    internal static void Run(in OptimizerRange range, float beta1, float beta2, float epsilon, float penalty, float keep) =>
        throw new NotImplementedException();
}
