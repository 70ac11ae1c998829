using NetGen.Kernels;

namespace NetGen.Benchmarks.Costs;

/// <summary>A program that does nothing: what it costs is the run itself.</summary>
internal readonly struct EmptyProgram : IProgram
{
    /// <summary>The threads of the last run.</summary>
    public static int Workers { get; private set; }

    public static void Run(in Frame frame)
    {
        if (frame.Worker == 0)
            Workers = frame.Workers;
    }
}
