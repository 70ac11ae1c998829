using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons;

/// <summary>Runs a program on several threads as a generated network does.</summary>
internal static class Workers
{
    /// <summary>The contender that runs <typeparamref name="TProgram"/>, whose slots are the buffers.</summary>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="operations">From which the number of threads is chosen.</param>
    /// <param name="buffers">The slots.</param>
    public static Contender Run<TProgram>(int rows, int threads, double operations, params AlignedBuffer[] buffers)
        where TProgram : IProgram
    {
        var workspace = new Workspace(rows, floatsPerRow: 0, fixedFloats: 0);
        var options = new RunOptions { Threads = threads, Operations = operations };
        return Contender.Of(Contender.NetGen, () =>
        {
            Bindings bindings = new(rows);
            foreach (var buffer in buffers)
                bindings.Add(buffer.Span);
            ProgramRunner.Run<TProgram>(WorkerPool.Shared, workspace, ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), bindings, options);
        });
    }
}
