using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Targets that are compared with outputs element by element. They do not broadcast: [n] against [1] would silently compare
/// everything with
/// everything, a classical mistake.</summary>
internal static class Targets
{
    /// <summary>The target as floats, in the shape of the output.</summary>
    /// <exception cref="DefinitionException">The shapes differ in more than axes of size 1.</exception>
    public static Node Match(GraphBuilder builder, string operation, Node output, Node target)
    {
        static IEnumerable<int> Longer(Shape shape) => shape.Sizes.Where(size => size > 1);
        if (!Longer(output.Shape).SequenceEqual(Longer(target.Shape)))
            throw new DefinitionException(DiagnosticIds.TargetShapeDiffers, operation, output.Shape, target.Shape, output.Shape);
        return builder.Reshape(builder.Number(target), output.Shape);
    }
}
