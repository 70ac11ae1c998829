namespace NetGen.Generator.Graphs;

/// <summary>What an element of a tensor is. Integers reach kernels as floats (exact up to 2²⁴); booleans are lane masks.</summary>
internal enum ElementType
{
    Float,
    Integer,
    Boolean,
}

/// <summary>Element type and shape of a value. A batched value has one <see cref="Shape"/> for each row of the batch;
/// one that is not batched (a parameter, a constant, a gradient) exists once.</summary>
/// <param name="Rows">Of a batched value: the rows of the batch for which it exists; null for all.</param>
internal sealed record TensorType(ElementType Element, bool Batched, Shape Shape, RowSet? Rows = null)
{
    public static TensorType Sample(Shape shape, ElementType element = ElementType.Float) => new(element, true, shape);

    public static TensorType Single(Shape shape, ElementType element = ElementType.Float) => new(element, false, shape);

    /// <summary>The type of what is computed row by row from <paramref name="operands"/>: batched if one of them is, and on their rows.</summary>
    /// <exception cref="ArgumentException">The operands live on different rows.</exception>
    public static TensorType Of(ElementType element, Shape shape, IEnumerable<TensorType> operands)
    {
        var batched = operands.Where(o => o.Batched).ToArray();
        if (batched.Length == 0)
            return Single(shape, element);
        return batched.All(o => o.Rows == batched[0].Rows)
            ? new(element, true, shape, batched[0].Rows)
            : throw new ArgumentException($"The operands {string.Join(", ", batched.Select(o => o))} live on different rows.", nameof(operands));
    }

    public override string ToString()
    {
        var element = Element switch { ElementType.Float => "f32", ElementType.Integer => "i32", _ => "bool" };
        var sizes = string.Join(", ", (Batched ? [Rows is null ? "B" : $"B:{Rows}"] : Array.Empty<string>()).Concat(Shape.Sizes.Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        return $"{element}[{sizes}]";
    }
}
