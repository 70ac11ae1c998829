using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>Types as messages name them.</summary>
internal static class TypeText
{
    /// <summary><c>10 × 4 numbers</c>, <c>one label</c>.</summary>
    public static string Describe(TensorType type)
    {
        var kind = type.Element switch { ElementType.Float => "number", ElementType.Integer => "label", _ => "bool" };
        return type.Shape.Rank == 0 ? $"one {kind}" : $"{type.Shape} {kind}s";
    }

    public static string Describe(ElementType element) => element switch
    {
        ElementType.Float => "float",
        ElementType.Integer => "integer",
        _ => "bool",
    };
}
