using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What the functions that join values share.</summary>
internal static class Joining
{
    public static Node Join(GraphBuilder builder, string operation, int axis, IReadOnlyList<Node> tensors)
    {
        if (tensors.Count == 0)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, operation, "parts", "none", "at least one value");
        Node[] parts = [.. tensors.Select(t => Part(builder, t))];
        var resolved = Axes.Resolve(operation, axis, parts[0].Shape);
        return parts.Length == 1 ? parts[0] : builder.Add(new Concat(resolved), parts);
    }

    public static Node Stack(GraphBuilder builder, string operation, int axis, IReadOnlyList<Node> tensors)
    {
        if (tensors.Count == 0)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, operation, "parts", "none", "at least one value");
        Node[] parts = [.. tensors.Select(builder.Number)];
        var shape = parts[0].Shape;
        if (parts.FirstOrDefault(part => part.Shape != shape) is { } other)
            throw new DefinitionException(DiagnosticIds.StackShapesDiffer, operation, shape, other.Shape);
        var position = Axes.Resolve(operation, axis, shape.Append(1));
        var single = Shape.Of([.. shape.Sizes.Take(position), 1, .. shape.Sizes.Skip(position)]);
        Node[] views = [.. parts.Select(part => builder.Reshape(part, single))];
        return views.Length == 1 ? views[0] : builder.Add(new Concat(position), views);
    }

    private static Node Part(GraphBuilder builder, Node tensor)
    {
        var value = builder.Number(tensor);
        return value.Shape.Rank == 0 ? builder.Reshape(value, Shape.Of(1)) : value;
    }
}
