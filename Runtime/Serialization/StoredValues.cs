using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>Reads little-endian floating-point numbers of several widths as floats.</summary>
internal static class StoredValues
{
    private const int ChunkBytes = 1 << 15;
    private const int LargestPiece = 1 << 28;

    public static bool CanRead(string type) => type is "F32" or "F16" or "BF16" or "F64";

    /// <summary>Fills <paramref name="destination"/> with the values at <paramref name="offset"/>.</summary>
    public static void Read(SafeFileHandle file, long offset, string type, Span<float> destination)
    {
        if (type == "F32" && BitConverter.IsLittleEndian)
        {
            // In pieces: the bytes of more than 2^29 floats do not fit in one span.
            while (destination.Length > 0)
            {
                var piece = MemoryMarshal.AsBytes(destination[..Math.Min(destination.Length, LargestPiece)]);
                ReadExactly(file, offset, piece);
                offset += piece.Length;
                destination = destination[(piece.Length / sizeof(float))..];
            }

            return;
        }

        int size = type switch { "F64" => sizeof(double), "F32" => sizeof(float), _ => sizeof(ushort) };
        Span<byte> chunk = stackalloc byte[ChunkBytes];
        while (destination.Length > 0)
        {
            int count = Math.Min(destination.Length, ChunkBytes / size);
            ReadExactly(file, offset, chunk[..(count * size)]);
            Convert(type, size, chunk, destination[..count]);
            offset += count * size;
            destination = destination[count..];
        }
    }

    /// <summary>Fills <paramref name="bytes"/> or fails.</summary>
    /// <exception cref="EndOfStreamException">The file ends before, since it was shortened after its header was checked.</exception>
    public static void ReadExactly(SafeFileHandle file, long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(file, bytes, offset);
            if (read == 0)
                throw new EndOfStreamException($"The file ends at byte {offset}, {bytes.Length} bytes early.");
            offset += read;
            bytes = bytes[read..];
        }
    }

    private static void Convert(string type, int size, ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            var element = source.Slice(i * size, size);
            destination[i] = type switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(element),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            };
        }
    }
}
