namespace NetGen;

/// <summary>One named column of a <see cref="DataSet"/>: the same number of floats or integers for every row, row after row.</summary>
public sealed class DataColumn
{
    private readonly ReadOnlyMemory<float> _floats;
    private readonly ReadOnlyMemory<int> _integers;

    internal DataColumn(string name, int[] rowShape, int rows, ReadOnlyMemory<float> values)
        : this(name, rowShape, rows, ElementType.Float32) => _floats = values;

    internal DataColumn(string name, int[] rowShape, int rows, ReadOnlyMemory<int> values)
        : this(name, rowShape, rows, ElementType.Int32) => _integers = values;

    private DataColumn(string name, int[] rowShape, int rows, ElementType type)
    {
        Name = name;
        RowShape = rowShape;
        Rows = rows;
        Type = type;
        Width = ShapeText.Product(rowShape);
    }

    /// <summary>The name by which a network's input or target is matched; case matters.</summary>
    public string Name { get; }

    /// <summary>The sizes of one row, such as <c>28, 28</c>; at least one size.</summary>
    public IReadOnlyList<int> RowShape { get; }

    /// <summary>The number of elements in one row, at least 1.</summary>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether <see cref="Floats"/> or <see cref="Integers"/> holds the values.</summary>
    public ElementType Type { get; }

    /// <summary>All values, <see cref="Rows"/> × <see cref="Width"/>; empty for a column of integers.</summary>
    public ReadOnlySpan<float> Floats => _floats.Span;

    /// <summary>All values, <see cref="Rows"/> × <see cref="Width"/>; empty for a column of floats.</summary>
    public ReadOnlySpan<int> Integers => _integers.Span;

    /// <summary>Name, shape, element type and rows, such as <c>x (67) Float32, 3,653 rows</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText.Format(RowShape)} {Type}, {ShapeText.Count(Rows)} rows";

    private int[] Sizes => (int[])RowShape;

    /// <summary>The same values under another name.</summary>
    internal DataColumn Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Type == ElementType.Float32 ? new(name, Sizes, Rows, _floats) : new(name, Sizes, Rows, _integers);
    }

    /// <summary>The rows from <paramref name="begin"/>, sharing the values.</summary>
    internal DataColumn Slice(int begin, int rows) => Type == ElementType.Float32
        ? new(Name, Sizes, rows, _floats.Slice(begin * Width, rows * Width))
        : new(Name, Sizes, rows, _integers.Slice(begin * Width, rows * Width));

    /// <summary>A copy of the rows at <paramref name="indices"/>, in that order.</summary>
    internal DataColumn Take(ReadOnlySpan<int> indices)
    {
        int length = checked(indices.Length * Width);
        if (Type == ElementType.Float32)
        {
            var floats = new float[length];
            Gather(Floats, Width, indices, floats);
            return new(Name, Sizes, indices.Length, floats);
        }

        var integers = new int[length];
        Gather(Integers, Width, indices, integers);
        return new(Name, Sizes, indices.Length, integers);
    }

    /// <summary>Copies the rows of <paramref name="width"/> elements at <paramref name="indices"/>, one after the other.</summary>
    internal static void Gather<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> indices, Span<T> destination)
    {
        if (width == 1)
        {
            for (int i = 0; i < indices.Length; i++)
                destination[i] = source[indices[i]];
            return;
        }

        for (int i = 0; i < indices.Length; i++)
            source.Slice(indices[i] * width, width).CopyTo(destination.Slice(i * width, width));
    }
}
