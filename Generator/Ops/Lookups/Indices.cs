using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Numbers that name rows of a table.</summary>
internal static class Indices
{
    /// <summary>table[indices] with all axes of the table but the first: indices […], table [n, …] → […, …].</summary>
    /// <exception cref="DefinitionException">The numbers are not integers, or the table has no axis.</exception>
    public static Node Lookup(GraphBuilder builder, string operation, Node indices, Node table, bool isSparse = false)
    {
        Axes.RequireOne(operation, table);
        var numbers = Numbers(builder, operation, indices);
        if (table.Type.Batched && !numbers.Type.Batched)
            numbers = builder.Broadcast(builder.Number(numbers), TensorType.Sample(numbers.Shape));
        var (rows, rest) = (table.Shape[0], table.Shape.Trailing(table.Shape.Rank - 1));
        var matrix = builder.Reshape(table, Shape.Of(rows, rest.ElementCount));
        var found = builder.Add(new Lookup(isSparse), numbers, matrix);
        return builder.Reshape(found, Shape.Of([.. numbers.Shape.Sizes, .. rest.Sizes]));
    }

    /// <summary>The input whose numbers a lookup takes as the caller gave them; null if they are computed.</summary>
    public static Input? Source(Node indices)
    {
        while (indices.Op is Reshape)
            indices = indices.Inputs[0];
        return indices.Op as Input;
    }

    // Integers are read as they are only where they lie in the caller's memory; in registers, and behind other operations, they are floats.
    private static Node Numbers(GraphBuilder builder, string operation, Node indices)
    {
        if (indices.Type.Element == ElementType.Boolean || (indices.Type.Element == ElementType.Float && Source(indices) is not null))
            throw new DefinitionException(DiagnosticIds.ElementType, operation, "integer", indices.Type.Element == ElementType.Float ? "float: declare the input with [Indices]" : "boolean");
        return Source(indices) is null ? builder.Number(indices) : indices;
    }
}
