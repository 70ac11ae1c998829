using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Axes as users give them: from 0, or from −1 for the last.</summary>
internal static class Axes
{
    public static readonly FunctionParameter Parameter =
        new(ParameterKind.Integer, "axis", "The axis, from 0 without the batch; -1 is the last.", "-1");

    /// <exception cref="DefinitionException">The shape has no such axis.</exception>
    public static int Resolve(string operation, int axis, Shape shape)
    {
        var resolved = axis < 0 ? axis + shape.Rank : axis;
        return resolved >= 0 && resolved < shape.Rank
            ? resolved
            : throw new DefinitionException(DiagnosticIds.AxisOutOfRange, operation, axis, shape);
    }

    /// <summary>The value if it has at least one axis.</summary>
    /// <exception cref="DefinitionException">It is a scalar.</exception>
    public static Node RequireOne(string operation, Node value) =>
        value.Shape.Rank > 0 ? value : throw new DefinitionException(DiagnosticIds.TooFewAxes, operation, "at least one axis", value.Shape);
}
