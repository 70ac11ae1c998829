using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The rows of a batch grouped by the branch of a choice that they take: the rows of a branch lie one behind the other, in the order of the batch. Values of
/// branches are computed at these places. A row that takes several branches has a place in each.
/// </summary>
/// <remarks>
/// Workers divide the places of all branches, not those of each, so that few rows of many branches are still shared evenly. A worker's part of a branch begins
/// at a multiple of 16 places from the branch's first, as matrix products need it for the same bits whatever the number of workers.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct RowGroups
{
    // Stands for the branch of a row that the branch has no place for.
    private const int Dropped = -1;

    private readonly int* _bounds;
    private readonly int* _rows;
    private readonly int* _places;
    private readonly int* _branchOf;
    private readonly int _branches;
    private readonly int _slots;
    private readonly int _placesPerRow;

    // bounds: 2 · branches + 1 integers, the first place of each branch, the end of the last, and what sorting needs. rows: three arrays of so many places,
    // the row at each place, then the place and the branch of each row's slots.
    internal RowGroups(int* bounds, int* rows, nint places, int branches, int slots, int placesPerRow)
    {
        _bounds = bounds;
        _rows = rows;
        _places = rows + places;
        _branchOf = rows + (2 * places);
        (_branches, _slots, _placesPerRow) = (branches, slots, placesPerRow);
    }

    /// <summary>Groups the rows [<paramref name="first"/>, <paramref name="last"/>) by a stable counting sort.</summary>
    /// <param name="choices">The branches that each row takes, from row 0 on; what is no number of a branch counts as 0.</param>
    /// <param name="first">The first of the rows that choose.</param>
    /// <param name="last">The row to end before.</param>
    /// <param name="capacity">The most rows of a branch, as a multiple of an even share, rounded up. Of more, the last ones do not take it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort(ref float choices, int first, int last, float capacity = float.PositiveInfinity)
    {
        float* choice = (float*)Unsafe.AsPointer(ref choices);
        int* next = _bounds + _branches + 1;
        new Span<int>(next, _branches).Clear();
        int begin = first * _slots, end = last * _slots;
        for (int i = begin; i < end; i++)
        {
            uint branch = (uint)(int)choice[i];
            _branchOf[i] = branch < (uint)_branches ? (int)branch : 0;
            next[_branchOf[i]]++;
        }

        int place = begin, most = (int)Math.Min(end - begin, Math.Ceiling((double)capacity * (end - begin) / _branches));
        for (int branch = 0; branch < _branches; branch++)
        {
            int count = Math.Min(next[branch], most);
            _bounds[branch] = next[branch] = place;
            place += count;
        }

        _bounds[_branches] = place;
        for (int row = first; row < last; row++)
        {
            for (int i = row * _slots; i < (row + 1) * _slots; i++)
            {
                int branch = _branchOf[i], at = next[branch];
                if (at == _bounds[branch + 1])
                {
                    _branchOf[i] = Dropped;
                    continue;
                }

                next[branch]++;
                _places[i] = at;
                _rows[at] = row;
            }
        }
    }

    /// <summary>The places [First, Last) of a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public (int First, int Last) Of(int branch) => (_bounds[branch], _bounds[branch + 1]);

    /// <summary>Whether no row takes a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEmpty(int branch) => _bounds[branch] == _bounds[branch + 1];

    /// <summary>This worker's places [Begin, End) of a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Begin, int End) Own(in Frame frame, int branch)
    {
        (int first, int last) = Of(branch);
        if (frame.Workers == 1)
            return (first, last);
        (int begin, int end) = frame.Split(frame.Rows * _placesPerRow, Frame.RowBlock);
        return (Boundary(begin, first, last), Boundary(end, first, last));
    }

    /// <summary>Copies each row to its places in the branches' arrays.</summary>
    /// <param name="frame">The run.</param>
    /// <param name="source">Row 0.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="arrays">For each branch the place of its array in the arena, in floats a row; below 0 for a branch without one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(in Frame frame, ref float source, int width, ReadOnlySpan<int> arrays)
    {
        float* from = (float*)Unsafe.AsPointer(ref source);
        for (int branch = 0; branch < arrays.Length; branch++)
        {
            if (arrays[branch] < 0)
                continue;
            (int begin, int end) = Own(frame, branch);
            float* to = frame.ArenaPointer(arrays[branch]);
            for (int place = begin; place < end; place++)
                Copy(from + ((nint)_rows[place] * width), to + ((nint)place * width), width);
        }
    }

    /// <summary>Copies of each row the column of the branch to its places in the branches' arrays.</summary>
    /// <param name="frame">The run.</param>
    /// <param name="source">Row 0.</param>
    /// <param name="columns">Floats of a row: one for each branch.</param>
    /// <param name="arrays">For each branch the place of its array in the arena, in floats a row; below 0 for a branch without one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GatherColumns(in Frame frame, ref float source, int columns, ReadOnlySpan<int> arrays)
    {
        float* from = (float*)Unsafe.AsPointer(ref source);
        for (int branch = 0; branch < arrays.Length; branch++)
        {
            if (arrays[branch] < 0)
                continue;
            (int begin, int end) = Own(frame, branch);
            float* to = frame.ArenaPointer(arrays[branch]);
            for (int place = begin; place < end; place++)
                to[place] = from[((nint)_rows[place] * columns) + branch];
        }
    }

    /// <summary>The values of the rows [<paramref name="begin"/>, <paramref name="end"/>) from their places: the sum over the branches that a row takes,
    /// in their order in the choice; 0 without any.</summary>
    /// <param name="frame">The run.</param>
    /// <param name="result">Row 0.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="arrays">For each branch the place of its array in the arena, in floats a row; below 0 for a branch without one.</param>
    /// <param name="begin">The first row.</param>
    /// <param name="end">The row to end before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Merge(in Frame frame, ref float result, int width, ReadOnlySpan<int> arrays, int begin, int end)
    {
        float* to = (float*)Unsafe.AsPointer(ref result) + ((nint)begin * width);
        for (int i = begin * _slots; i < end * _slots; to += width)
        {
            bool isFirst = true;
            for (int slot = 0; slot < _slots; slot++, i++)
            {
                int branch = _branchOf[i];
                int array = branch == Dropped ? -1 : arrays[branch];
                if (array < 0)
                    continue;
                float* from = frame.ArenaPointer(array) + ((nint)_places[i] * width);
                if (isFirst)
                    Copy(from, to, width);
                else
                    Add(from, to, width);
                isFirst = false;
            }

            if (isFirst)
                new Span<float>(to, width).Clear();
        }
    }

    /// <summary>One number of each branch into its column of the rows [<paramref name="begin"/>, <paramref name="end"/>); 0 in the columns of other
    /// branches.</summary>
    /// <param name="frame">The run.</param>
    /// <param name="result">Row 0.</param>
    /// <param name="columns">Floats of a row: one for each branch.</param>
    /// <param name="arrays">For each branch the place of its array in the arena, in floats a row; below 0 for a branch without one.</param>
    /// <param name="begin">The first row.</param>
    /// <param name="end">The row to end before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MergeColumns(in Frame frame, ref float result, int columns, ReadOnlySpan<int> arrays, int begin, int end)
    {
        float* to = (float*)Unsafe.AsPointer(ref result) + ((nint)begin * columns);
        for (int i = begin * _slots; i < end * _slots; to += columns)
        {
            new Span<float>(to, columns).Clear();
            for (int slot = 0; slot < _slots; slot++, i++)
            {
                int branch = _branchOf[i];
                if (branch != Dropped && arrays[branch] >= 0)
                    to[branch] += frame.ArenaPointer(arrays[branch])[_places[i]];
            }
        }
    }

    private static int Boundary(int at, int first, int last) =>
        at <= first ? first : (int)Math.Min(last, first + (((long)at - first + Frame.RowBlock - 1) / Frame.RowBlock * Frame.RowBlock));

    // Integers and masks are copied, too: their bits are not those of numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int width)
    {
        if (width == 1)
            *(int*)to = *(int*)from;
        else
            Unsafe.CopyBlockUnaligned(to, from, (uint)width * sizeof(float));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, float* to, int width)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= width; i += Vector<float>.Count)
            (Vector.Load(to + i) + Vector.Load(from + i)).Store(to + i);
        for (; i < width; i++)
            to[i] += from[i];
    }
}
