using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace NetGen;

/// <summary>
/// An open safetensors file: its header, and its values on request. Values of type F32 are read as they are, F16 and BF16 are widened,
/// which is exact, and F64 is rounded to the nearest float. Other types are listed but cannot be read.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Dictionary<string, StoredTensor> _byName;
    private readonly long _dataStart;

    internal SafetensorsFile(string path)
    {
        Path = path;
        AtomicFile.RequireNoFolder(path);
        _handle = File.OpenHandle(path);
        try
        {
            byte[] header = ReadHeader();
            _dataStart = sizeof(ulong) + header.Length;
            var (tensors, metadata) = SafetensorsHeader.Parse(header, RandomAccess.GetLength(_handle) - _dataStart);
            Tensors = tensors;
            Metadata = metadata;
            _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        }
        catch (InvalidDataException exception)
        {
            _handle.Dispose();
            throw new InvalidDataException($"'{path}' is not a well-formed safetensors file. {exception.Message}", exception);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The path that was opened.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The texts in the header; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor called <paramref name="name"/>, or null.</summary>
    public StoredTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads the values of a tensor.</summary>
    /// <exception cref="ArgumentException">There is no tensor of that name.</exception>
    /// <exception cref="NotSupportedException">Its element type is not F32, F16, BF16 or F64, or it has 2^31 elements or more.</exception>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public float[] Read(string name)
    {
        var tensor = Get(name);
        if (tensor.Count > Array.MaxLength)
            throw new NotSupportedException($"Tensor {tensor} in '{Path}' has too many elements for an array.");
        var values = new float[tensor.Count];
        Read(name, values);
        return values;
    }

    /// <summary>Reads the values of a tensor into <paramref name="destination"/>, which must have its size.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public void Read(string name, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var tensor = Get(name);
        if (destination.Length != tensor.Count)
            throw new ArgumentException($"Tensor {tensor} has {tensor.Count} values, the destination has room for {destination.Length}.");
        if (!StoredValues.CanRead(tensor.Type))
        {
            throw new NotSupportedException(
                $"Tensor {tensor} in '{Path}' does not hold floating-point numbers that can be read: F32, F16, BF16 or F64.");
        }

        StoredValues.Read(_handle, _dataStart + tensor.Begin, tensor.Type, destination);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    private StoredTensor Get(string name) => Find(name)
        ?? throw new ArgumentException($"'{Path}' has no tensor '{name}'.{NearNames.Hint(name, _byName.Keys)}", nameof(name));

    private byte[] ReadHeader()
    {
        long fileLength = RandomAccess.GetLength(_handle);
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        if (fileLength < prefix.Length)
            throw new InvalidDataException($"It has {fileLength} bytes; the length of the header alone takes {prefix.Length}.");
        StoredValues.ReadExactly(_handle, 0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaximumLength)
            throw new InvalidDataException($"Its header claims {length} bytes; at most {SafetensorsHeader.MaximumLength} are allowed.");
        if (length > (ulong)(fileLength - prefix.Length))
            throw new InvalidDataException($"Its header claims {length} bytes, but only {fileLength - prefix.Length} follow: it is truncated.");
        var header = new byte[length];
        StoredValues.ReadExactly(_handle, prefix.Length, header);
        return header;
    }
}
