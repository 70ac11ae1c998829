using System.Globalization;

namespace NetGen;

/// <summary>Sizes as text and as counts, the same everywhere in messages, tables and pictures.</summary>
internal static class ShapeText
{
    /// <summary>The sizes in parentheses: <c>(10, 4)</c>; <c>()</c> for a scalar.</summary>
    public static string Format(IReadOnlyList<int> shape) => $"({Join(shape, ", ")})";

    /// <summary>The sizes as a picture shows them: <c>10×4</c>; <c>1</c> for a scalar.</summary>
    public static string Compact(IReadOnlyList<int> shape) => shape.Count == 0 ? "1" : Join(shape, "×");

    /// <summary>A count with thousands separators, the same in every culture: <c>98,622,552</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The number of elements of a shape; 1 for a scalar.</summary>
    /// <exception cref="ArgumentException">A size is negative or the product exceeds <see cref="int.MaxValue"/>.</exception>
    public static int Product(IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long product = 1;
        foreach (int size in shape)
        {
            if (size < 0)
                throw new ArgumentException($"The shape {Format(shape)} has a negative size.", nameof(shape));
            product *= size;
            if (product > int.MaxValue)
                throw new ArgumentException($"The shape {Format(shape)} has more than {Count(int.MaxValue)} elements.", nameof(shape));
        }

        return (int)product;
    }

    private static string Join(IReadOnlyList<int> shape, string separator) =>
        string.Join(separator, shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
}
