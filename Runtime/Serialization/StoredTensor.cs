using System.Text.Json;

namespace NetGen;

/// <summary>A tensor of a safetensors file: what the header says of it.</summary>
public sealed class StoredTensor
{
    private StoredTensor(string name, string type, int[] shape, long count, long begin, long end)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Count = count;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>The element type as the format calls it, such as <c>F32</c>, <c>BF16</c> or <c>I64</c>.</summary>
    public string Type { get; }

    /// <summary>The sizes; none for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>The first byte, counted from the end of the header.</summary>
    internal long Begin { get; }

    /// <summary>The byte after the last.</summary>
    internal long End { get; }

    /// <summary>Name, shape and type, such as <c>Trunk.0.kernel (67, 50) F32</c>.</summary>
    public override string ToString() => $"{Name} {ShapeText.Format(Shape)} {Type}";

    /// <summary>Reads the object that describes a tensor and checks that its shape, type and offsets agree.</summary>
    internal static StoredTensor Parse(ref Utf8JsonReader reader, string name)
    {
        string where = $"Tensor '{name}'";
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        JsonFields.Expect(ref reader, JsonTokenType.StartObject, where);
        while (JsonFields.Next(ref reader, where) is { } field)
        {
            if (!seen.Add(field))
                throw new InvalidDataException($"{where} has the field '{field}' twice.");
            switch (field)
            {
                case "dtype":
                    JsonFields.Expect(ref reader, JsonTokenType.String, $"{where}, dtype");
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = JsonFields.Numbers(ref reader, int.MaxValue, $"{where}, shape");
                    break;
                case "data_offsets":
                    offsets = JsonFields.Numbers(ref reader, long.MaxValue, $"{where}, data_offsets");
                    break;
                default:
                    reader.Read();
                    reader.Skip();
                    break;
            }
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidDataException($"{where} needs a dtype, a shape and two data_offsets.");
        return Check(name, type, [.. shape.Select(size => (int)size)], begin, end);
    }

    private static StoredTensor Check(string name, string type, int[] shape, long begin, long end)
    {
        int size = SizeOf(type) ?? throw new InvalidDataException($"Tensor '{name}' has the unknown element type '{type}'.");
        string described = $"Tensor '{name}' {ShapeText.Format(shape)} {type}";
        if (begin > end)
            throw new InvalidDataException($"{described} begins at byte {begin}, after its end at {end}.");
        if (!TryMultiply(shape, size, out long bytes))
            throw new InvalidDataException($"{described} has more bytes than a file can hold.");
        if (bytes != end - begin)
            throw new InvalidDataException($"{described} takes {bytes} bytes, but its offsets {begin} and {end} are {end - begin} apart.");
        return new(name, type, shape, bytes / size, begin, end);
    }

    private static bool TryMultiply(int[] shape, long size, out long product)
    {
        // A later 0 must not hide an overflow before it, nor depend on where it stands: sizes are multiplied as if 0 were 1 first.
        product = size;
        foreach (int dimension in shape)
        {
            if (product > long.MaxValue / Math.Max(dimension, 1))
                return false;
            product *= Math.Max(dimension, 1);
        }

        if (shape.Contains(0))
            product = 0;
        return true;
    }

    private static int? SizeOf(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E8M0" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" or "C64" => 8,
        _ => null,
    };
}
