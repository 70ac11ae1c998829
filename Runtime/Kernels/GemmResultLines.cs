using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Where an epilogue reads and writes for each row of a panel, and the plan by which a tile asks for that memory while it multiplies. The places are found by
/// calling the epilogue for two rows: what it touches, parameters and the optimizer's state, lies in matrices.
/// </summary>
internal unsafe struct GemmResultLines
{
    // Places of a row at most, where the Adam family needs three or four; an epilogue may have more, which are not asked for.
    private const int MaxPlaces = 6;

    // What is stored has been loaded before: places come up twice.
    private const int MaxNoted = 2 * MaxPlaces;

    private const int MaxRows = 8;

    [ThreadStatic]
    private static float** _noted;

    [ThreadStatic]
    private static float** _endOfNotes;

    private fixed long _first[MaxPlaces];
    private fixed long _stride[MaxPlaces];
    private fixed long _lines[MaxPlaces * MaxRows];
    private int _places;

    /// <summary>Finds the places of the rows of a panel.</summary>
    /// <param name="panel">The panel's results.</param>
    /// <param name="epilogue">What will store them.</param>
    /// <returns>Whether there are any.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public bool Find<TEpilogue>(in GemmRange panel, in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        float** first = stackalloc float*[MaxNoted], second = stackalloc float*[MaxNoted];
        int found = Note(panel.Row, panel.Column, first, epilogue);
        Note(panel.EndRow - panel.Row > 1 ? panel.Row + 1 : panel.Row, panel.Column, second, epilogue);
        _places = 0;
        for (int i = 0; i < found && _places < MaxPlaces; i++)
        {
            if (Has((long)first[i]))
                continue;
            _first[_places] = (long)first[i];
            _stride[_places] = (long)second[i] - (long)first[i];
            _places++;
        }

        return _places > 0;
    }

    /// <summary>Spreads the places of a tile's rows over the first half of its steps, so that the last of them is there in time, too.</summary>
    /// <param name="row">The tile's first row, counted from that of the panel.</param>
    /// <param name="rows">The tile's rows.</param>
    /// <param name="pass">Receives the plan, which refers to this variable.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Plan(nuint row, nuint rows, ref GemmPass pass)
    {
        float** lines = (float**)Unsafe.AsPointer(ref _lines[0]), line = lines;
        for (long at = (long)row, end = at + (long)rows; at < end; at++)
        {
            for (int i = 0; i < _places; i++)
                *line++ = (float*)(_first[i] + at * _stride[i]);
        }

        pass.Lines = lines;
        pass.LastLine = line - 1;
        pass.NextInterval = Math.Max(1, pass.Steps / (2 * rows * (nuint)_places));
    }

    private readonly bool Has(long place)
    {
        for (int i = 0; i < _places; i++)
        {
            if (_first[i] == place)
                return true;
        }

        return false;
    }

    /// <summary>Notes what the epilogue touches for one row, and says how often it touched anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Note<TEpilogue>(nuint row, nuint column, float** notes, in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        _noted = notes;
        _endOfNotes = notes + MaxNoted;
        Unsafe.AsRef(in epilogue).Store(default(ProbeVector<NotingProbe>), row, column, default(FullLanes<ProbeVector<NotingProbe>>));
        return (int)(_noted - notes);
    }

    private readonly struct NotingProbe : IProbe
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Touch(float* address)
        {
            if (_noted == _endOfNotes)
                return;
            *_noted = address;
            _noted++;
        }
    }
}
