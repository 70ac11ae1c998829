using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Runs a program with a pool, a workspace and buffers of its own.</summary>
internal sealed class RunnerHarness : IDisposable
{
    // Enough for the runner to use every thread it may.
    public const double ManyOperations = 1e12;

    private readonly bool _ownsPool;
    private readonly WorkerPool _pool;
    private readonly Workspace _workspace;

    public RunnerHarness(int threads, int rows, int parameters = 0, int floatsPerRow = 0, WorkerPool? shared = null)
    {
        _ownsPool = shared is null;
        _pool = shared ?? new WorkerPool(threads);
        _workspace = new Workspace(rows, floatsPerRow, 16);
        Parameters = new AlignedBuffer(parameters);
        Gradients = new AlignedBuffer(parameters);
    }

    public AlignedBuffer Parameters { get; }

    public AlignedBuffer Gradients { get; }

    public WorkerPool Pool => _pool;

    public Workspace Workspace => _workspace;

    public void Run<TProgram>(int rows, ReadOnlySpan<float> input, Span<float> output, RunOptions options)
        where TProgram : IProgram
    {
        Bindings bindings = new(rows);
        bindings.Add(input);
        bindings.Add(output);
        ProgramRunner.Run<TProgram>(_pool, _workspace, ref Parameters.Reference, ref Gradients.Reference, bindings, options);
    }

    public void Run<TProgram>(int rows = 0, double operations = ManyOperations)
        where TProgram : IProgram
        => ProgramRunner.Run<TProgram>(
            _pool, _workspace, ref Unsafe.NullRef<float>(), ref Unsafe.NullRef<float>(), new Bindings(rows), new RunOptions { Operations = operations, Barriers = 1 });

    public void Dispose()
    {
        if (_ownsPool)
            _pool.Dispose();
        _workspace.Dispose();
        Parameters.Dispose();
        Gradients.Dispose();
    }
}
