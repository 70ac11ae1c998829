namespace NetGen.Kernels;

/// <summary>The tiles of one panel: a block of rows by at most two vectors of columns.</summary>
internal unsafe struct GemmPanelTask
{
    /// <summary>A at the first row and the first step of the block.</summary>
    public float* A;

    /// <summary>B at the panel's first column and the first step of the block, or null when the panel is packed already.</summary>
    public float* B;

    /// <summary>Whether B is stored [columns, steps].</summary>
    public bool IsTransposed;

    /// <summary>First row of C.</summary>
    public nuint Row;

    /// <summary>Row of C to end before.</summary>
    public nuint EndRow;

    /// <summary>First column of C.</summary>
    public nuint Column;

    /// <summary>Column of C where the last panel beside this one ends.</summary>
    public nuint EndColumn;

    /// <summary>Whether no panel of the same rows was before this one.</summary>
    public bool IsFirstPanel;

    /// <summary>Columns of the panel, at least one.</summary>
    public nuint Width;

    /// <summary>Where the tiles keep their results between blocks of the contraction; null when there is one block.</summary>
    public float* Partial;

    /// <summary>Whether the results are complete after this block of the contraction.</summary>
    public bool IsLast;
}
