using System.Buffers;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes and checks the JSON header of a safetensors file.</summary>
internal static class SafetensorsHeader
{
    /// <summary>The longest header that is read, as in the reference implementation.</summary>
    public const int MaximumLength = 100_000_000;

    private const string MetadataName = "__metadata__";
    private const int Alignment = 8;

    /// <summary>The header of a file of 32-bit floats, padded with spaces so that the values start at a multiple of 8.</summary>
    /// <exception cref="ArgumentException">A name is reserved or occurs twice.</exception>
    public static byte[] Format(IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            WriteTensors(json, tensors);
            json.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(Alignment)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="header">The JSON text, padding included.</param>
    /// <param name="dataLength">The bytes that follow the header.</param>
    /// <exception cref="InvalidDataException">It is not well-formed or does not describe exactly these bytes.</exception>
    public static (List<StoredTensor> Tensors, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> header, long dataLength)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
            throw new InvalidDataException("The header does not begin with '{'.");
        try
        {
            var reader = new Utf8JsonReader(header.TrimEnd((byte)' '));
            var result = ParseObject(ref reader);
            CheckCoverage(result.Tensors, dataLength);
            return result;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The header is not valid JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"The header holds text that is not valid: {exception.Message}", exception);
        }
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataName);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, IReadOnlyList<TensorEntry> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        long offset = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Name == MetadataName)
                throw new ArgumentException($"'{MetadataName}' cannot be the name of a tensor: the format reserves it.", nameof(tensors));
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are called '{tensor.Name}'.", nameof(tensors));
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype"u8, "F32"u8);
            json.WriteStartArray("shape"u8);
            foreach (int size in tensor.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets"u8);
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += (long)ShapeText.Product(tensor.Shape) * sizeof(float));
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static (List<StoredTensor> Tensors, Dictionary<string, string> Metadata) ParseObject(ref Utf8JsonReader reader)
    {
        var tensors = new List<StoredTensor>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        JsonFields.Expect(ref reader, JsonTokenType.StartObject, "The header");
        while (JsonFields.Next(ref reader, "The header") is { } name)
        {
            if (!names.Add(name))
                throw new InvalidDataException($"The name '{name}' occurs twice in the header.");
            if (name == MetadataName)
                ParseMetadata(ref reader, metadata);
            else
                tensors.Add(StoredTensor.Parse(ref reader, name));
        }

        // Reading on makes sure that nothing follows the object.
        reader.Read();
        return (tensors, metadata);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        JsonFields.Expect(ref reader, JsonTokenType.StartObject, MetadataName);
        while (JsonFields.Next(ref reader, MetadataName) is { } key)
        {
            JsonFields.Expect(ref reader, JsonTokenType.String, $"{MetadataName}, '{key}'");
            if (!metadata.TryAdd(key, reader.GetString()!))
                throw new InvalidDataException($"The key '{key}' occurs twice in {MetadataName}.");
        }
    }

    /// <summary>The tensors must lie one after the other, without overlap or hole, and end where the file does.</summary>
    private static void CheckCoverage(List<StoredTensor> tensors, long dataLength)
    {
        long end = 0;
        string before = "the start";
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.End > dataLength)
            {
                throw new InvalidDataException(
                    $"Tensor '{tensor.Name}' ends at byte {tensor.End}, but only {dataLength} bytes follow the header: the file is truncated or its header is wrong.");
            }

            if (tensor.Begin != end)
            {
                string fault = tensor.Begin < end ? "overlaps with" : "leaves a hole after";
                throw new InvalidDataException($"Tensor '{tensor.Name}' begins at byte {tensor.Begin} and {fault} {before}, which ends at byte {end}.");
            }

            end = tensor.End;
            before = $"'{tensor.Name}'";
        }

        if (end != dataLength)
            throw new InvalidDataException($"{dataLength} bytes follow the header, but its tensors end at byte {end}.");
    }
}
