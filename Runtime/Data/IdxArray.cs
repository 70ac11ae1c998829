using System.Buffers.Binary;

namespace NetGen;

/// <summary>The content of an IDX file: numbers in rows, the first size being the number of rows.</summary>
public sealed class IdxArray
{
    private readonly byte[] _data;
    private readonly byte _type;

    internal IdxArray(byte type, int[] shape, byte[] data)
    {
        _type = type;
        _data = data;
        Shape = shape;
    }

    /// <summary>All sizes; the first is the number of rows.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Shape[0];

    /// <summary>The sizes of one row, as <see cref="DataSet.Add(string, float[], int[])"/> takes them; empty for one number a row.</summary>
    public int[] RowShape => [.. Shape.Skip(1)];

    /// <summary>The numbers as floats, each multiplied by <paramref name="scale"/>, such as 1/255 for pixels.</summary>
    public float[] ToFloats(float scale = 1f)
    {
        int size = SizeOf(_type);
        var values = new float[_data.Length / size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Number(_data.AsSpan(i * size, size)) * scale;
        return values;
    }

    /// <summary>The numbers as integers: class labels.</summary>
    /// <exception cref="NotSupportedException">The file holds floating-point numbers.</exception>
    public int[] ToIntegers()
    {
        if (_type is IdxReader.Float32 or IdxReader.Float64)
            throw new NotSupportedException("The IDX file holds floating-point numbers, not integers: use ToFloats.");
        int size = SizeOf(_type);
        var values = new int[_data.Length / size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (int)Number(_data.AsSpan(i * size, size));
        return values;
    }

    /// <summary>The bytes of one number, or 0 for a type that the format does not have.</summary>
    internal static int SizeOf(byte type) => type switch
    {
        IdxReader.Unsigned8 or IdxReader.Signed8 => 1,
        IdxReader.Int16 => 2,
        IdxReader.Int32 or IdxReader.Float32 => 4,
        IdxReader.Float64 => 8,
        _ => 0,
    };

    private double Number(ReadOnlySpan<byte> bytes) => _type switch
    {
        IdxReader.Unsigned8 => bytes[0],
        IdxReader.Signed8 => (sbyte)bytes[0],
        IdxReader.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        IdxReader.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        IdxReader.Float32 => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };
}
