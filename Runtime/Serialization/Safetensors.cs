using System.Buffers.Binary;

namespace NetGen;

/// <summary>The name and sizes of a tensor that is to be written.</summary>
/// <param name="Name">Any text but <c>__metadata__</c>; each name once in a file.</param>
/// <param name="Shape">The sizes, none negative; none at all for a scalar.</param>
public sealed record TensorEntry(string Name, IReadOnlyList<int> Shape);

/// <summary>Gives the values of a tensor that is being written.</summary>
/// <param name="index">The index of the tensor in the list of entries.</param>
/// <returns>As many values as the tensor's shape holds.</returns>
public delegate ReadOnlySpan<float> TensorValues(int index);

/// <summary>
/// Files of named tensors in the safetensors format: 8 bytes of header length, a JSON header, the values in little-endian order.
/// </summary>
/// <remarks>See https://huggingface.co/docs/safetensors for the format; the files are read by PyTorch, JAX, NumPy and others.</remarks>
public static class Safetensors
{
    /// <summary>
    /// Writes 32-bit floats. A crash or an error on the way leaves a file that was there before as it was: everything is written to
    /// a temporary file in the same folder, flushed to the disk, and renamed.
    /// </summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="tensors">The tensors, written in this order.</param>
    /// <param name="values">The values of each tensor, asked for once, in order.</param>
    /// <param name="metadata">Texts to keep in the header.</param>
    /// <exception cref="ArgumentException">A name occurs twice or is reserved, or the values do not fill the shape.</exception>
    public static void Write(
        string path,
        IReadOnlyList<TensorEntry> tensors,
        TensorValues values,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(values);
        byte[] header = SafetensorsHeader.Format(tensors, metadata);
        AtomicFile.Write(path, stream => Write(stream, header, tensors, values));
    }

    /// <summary>Opens a file and checks its header; values are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; the message says in what.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static SafetensorsFile Open(string path) => new(path);

    private static void Write(Stream stream, byte[] header, IReadOnlyList<TensorEntry> tensors, TensorValues values)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        for (int i = 0; i < tensors.Count; i++)
        {
            var data = values(i);
            int expected = ShapeText.Product(tensors[i].Shape);
            if (data.Length != expected)
            {
                throw new ArgumentException(
                    $"Tensor '{tensors[i].Name}' {ShapeText.Format(tensors[i].Shape)} has {expected} elements, but {data.Length} values were given.",
                    nameof(values));
            }

            LittleEndian.Write(stream, data);
        }
    }
}
