using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Where each row of a table was looked up: lists of positions, in ascending order. The memory need not be cleared: a slot counts only if the list that it
/// names has the row in turn (Briggs and Torczon, "An efficient representation for sparse sets", 1993).
/// </summary>
internal unsafe struct Occurrences
{
    private readonly int* _slots;
    private readonly int* _rows;
    private readonly int* _first;
    private readonly int* _last;
    private readonly int* _next;

    /// <param name="memory"><see cref="Size"/> words with any contents.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="positions">The most positions that are added; positions are below it.</param>
    public Occurrences(void* memory, int rows, int positions)
    {
        _slots = (int*)memory;
        _rows = _slots + rows;
        _first = _rows + positions;
        _last = _first + positions;
        _next = _last + positions;
    }

    /// <summary>The number of rows that have a position.</summary>
    public int Count { get; private set; }

    /// <summary>The memory that it takes, in words of 4 bytes.</summary>
    public static int Size(int rows, int positions) => checked(rows + (4 * positions));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row, int position)
    {
        int slot = _slots[row];
        if ((uint)slot < (uint)Count && _rows[slot] == row)
        {
            _next[_last[slot]] = position;
        }
        else
        {
            slot = Count++;
            (_slots[row], _rows[slot], _first[slot]) = (slot, row, position);
        }

        _last[slot] = position;
        _next[position] = -1;
    }

    /// <summary>The row that was found as number <paramref name="slot"/>.</summary>
    public readonly int RowOf(int slot) => _rows[slot];

    /// <summary>Its first position.</summary>
    public readonly int FirstOf(int slot) => _first[slot];

    /// <summary>The first position of a row; −1 if it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly int FirstOfRow(int row)
    {
        int slot = _slots[row];
        return (uint)slot < (uint)Count && _rows[slot] == row ? _first[slot] : -1;
    }

    /// <summary>The position behind <paramref name="position"/> with the same row; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Next(int position) => _next[position];
}
