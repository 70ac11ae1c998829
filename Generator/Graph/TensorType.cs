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
internal sealed record TensorType(ElementType Element, bool Batched, Shape Shape)
{
    public static TensorType Sample(Shape shape, ElementType element = ElementType.Float) => new(element, true, shape);

    public static TensorType Single(Shape shape, ElementType element = ElementType.Float) => new(element, false, shape);

    public override string ToString()
    {
        var element = Element switch { ElementType.Float => "f32", ElementType.Integer => "i32", _ => "bool" };
        var sizes = string.Join(", ", (Batched ? ["B"] : Array.Empty<string>()).Concat(Shape.Sizes.Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        return $"{element}[{sizes}]";
    }
}
