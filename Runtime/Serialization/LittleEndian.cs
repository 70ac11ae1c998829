using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Floats as little-endian bytes; on the machines we know a plain copy.</summary>
internal static class LittleEndian
{
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In pieces: the bytes of more than 2^29 floats do not fit in one span.
            for (; values.Length > 0; values = values[Math.Min(values.Length, 1 << 28)..])
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(values.Length, 1 << 28)]));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
