using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen;

/// <summary>
/// Reads IDX files, the format of MNIST and its kin (http://yann.lecun.com/exdb/mnist), plain or compressed with gzip.
/// </summary>
/// <remarks>
/// <code>
/// var images = IdxReader.Read("train-images-idx3-ubyte.gz");
/// var labels = IdxReader.Read("train-labels-idx1-ubyte.gz");
/// var data = new DataSet().Add("x", images.ToFloats(1 / 255f), images.RowShape).Add("label", labels.ToIntegers());
/// </code>
/// </remarks>
public static class IdxReader
{
    internal const byte Unsigned8 = 0x08;
    internal const byte Signed8 = 0x09;
    internal const byte Int16 = 0x0B;
    internal const byte Int32 = 0x0C;
    internal const byte Float32 = 0x0D;
    internal const byte Float64 = 0x0E;

    private const int FirstRoom = 1 << 20;

    /// <summary>Reads a file; whether it is compressed is seen from its first bytes.</summary>
    /// <exception cref="InvalidDataException">It is not an IDX file, is truncated, or goes on after its last number.</exception>
    public static IdxArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.RequireNoFolder(path);
        using var file = File.OpenRead(path);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        using Stream stream = compressed ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file);
        try
        {
            return Read(stream);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            string fault = exception is EndOfStreamException ? $"It ends within its header: the {(compressed ? "compressed " : "")}file has {file.Length} bytes." : exception.Message;
            throw new InvalidDataException($"'{path}' is not a well-formed IDX file. {fault}", exception);
        }
    }

    private static IdxArray Read(Stream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        stream.ReadExactly(magic);
        var (type, rank) = (magic[2], magic[3]);
        if (magic[0] != 0 || magic[1] != 0 || IdxArray.SizeOf(type) == 0 || rank == 0)
            throw new InvalidDataException($"It begins with {Convert.ToHexString(magic)}, which is no IDX type and rank.");
        var shape = new int[rank];
        long bytes = IdxArray.SizeOf(type);
        Span<byte> size = stackalloc byte[sizeof(int)];
        for (int i = 0; i < rank; i++)
        {
            stream.ReadExactly(size);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(size);
            if (shape[i] <= 0)
                throw new InvalidDataException($"Size {i} is {shape[i]}; sizes are positive.");
            bytes *= shape[i];
            if (bytes > Array.MaxLength)
                throw new InvalidDataException($"Its sizes {ShapeText.Format(shape[..(i + 1)])}… make more bytes than an array can hold.");
        }

        byte[] data = ReadData(stream, (int)bytes);
        return stream.ReadByte() < 0
            ? new IdxArray(type, shape, data)
            : throw new InvalidDataException($"It goes on after its {bytes} bytes of numbers {ShapeText.Format(shape)}.");
    }

    /// <summary>Room grows with what is really there, so that a header alone cannot make us take much memory.</summary>
    private static byte[] ReadData(Stream stream, int length)
    {
        var data = new byte[Math.Min(length, FirstRoom)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled == length)
                return data;
            if (filled < data.Length)
                throw new InvalidDataException($"It is truncated: {filled} of {length} bytes of numbers are there.");
            Array.Resize(ref data, (int)Math.Min(length, 2L * data.Length));
        }
    }
}
