using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// The scratch memory of one run at a time: an arena of so many floats for each row, and a fixed part. The capacity is rounded up to a multiple of
/// 16 rows, so that every array of the arena (at its offset · capacity) starts at a cache line.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Workspace : IDisposable
{
    private readonly AlignedBuffer _arena;
    private readonly AlignedBuffer _fixed;

    /// <summary>Allocates scratch memory, all zero.</summary>
    /// <param name="rows">The largest batch.</param>
    /// <param name="floatsPerRow">Floats of the arena for each row.</param>
    /// <param name="fixedFloats">Floats that do not grow with the batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the arena would exceed 2³¹ - 1 floats.</exception>
    public Workspace(int rows, int floatsPerRow, int fixedFloats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(floatsPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(fixedFloats);
        long capacity = Math.Max(16, ((long)rows + 15) / 16 * 16);
        if (capacity * floatsPerRow > int.MaxValue || capacity > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(rows), rows,
                $"A batch of {rows} rows needs {capacity * floatsPerRow} floats of scratch memory at {floatsPerRow} a row; at most {int.MaxValue} are "
                + "possible. Use smaller batches.");
        }

        Capacity = (int)capacity;
        _arena = new AlignedBuffer(Capacity * floatsPerRow);
        _fixed = new AlignedBuffer(fixedFloats);
    }

    /// <summary>Rows that the arena is laid out for: a multiple of 16, at least 16.</summary>
    public int Capacity { get; }

    /// <summary>The arena; the array at offset o starts at float o · <see cref="Capacity"/>.</summary>
    public Span<float> Arena => _arena.Span;

    /// <summary>The part that does not grow with the batch.</summary>
    public Span<float> Fixed => _fixed.Span;

    internal unsafe float* ArenaPointer => _arena.Pointer;

    internal unsafe float* FixedPointer => _fixed.Pointer;

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _arena.Dispose();
        _fixed.Dispose();
    }
}
