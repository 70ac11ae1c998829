using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Keeps the workspaces of one program between runs, for any number of concurrent callers. Renting and returning take no lock, and allocate nothing
/// once as many workspaces of sufficient size exist as there are callers.
/// </summary>
/// <param name="floatsPerRow">Floats of the arena for each row.</param>
/// <param name="fixedFloats">Floats that do not grow with the batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkspacePool(int floatsPerRow, int fixedFloats)
{
    private readonly Workspace?[] _free = new Workspace?[Math.Max(4, Environment.ProcessorCount * 2)];

    /// <summary>A workspace for at least <paramref name="rows"/> rows with unspecified contents, to be given back by <see cref="Return"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Workspace Rent(int rows)
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is null || Interlocked.Exchange(ref _free[i], null) is not { } workspace)
                continue;
            if (workspace.Capacity >= rows)
                return workspace;
            // A larger batch than ever before: the small workspace makes room for a large one instead of staying around beside it.
            workspace.Dispose();
            break;
        }

        return Create(rows);
    }

    /// <summary>A workspace for at least <paramref name="rows"/> rows that the caller keeps.</summary>
    public Workspace Create(int rows) => new(rows, floatsPerRow, fixedFloats);

    /// <summary>Gives a workspace back; it must not be used afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Return(Workspace workspace)
    {
        for (int i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], workspace, null) is null)
                return;
        }

        workspace.Dispose();
    }
}
