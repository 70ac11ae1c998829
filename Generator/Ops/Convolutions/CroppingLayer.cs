using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Positions without those at the border.</summary>
internal abstract class CroppingLayer(int axes) : Layer
{
    public sealed override string Name => axes == 1 ? "Crop1D" : "Crop2D";

    public sealed override string Summary => $"Leaves positions at the border of {Pictures.Describe(axes)} out.";

    public sealed override string Formula => "x without the first and the last positions";

    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Integer, "before", $"How many of the first positions, at least 0{(axes == 1 ? "" : "; along both axes")}."),
        new(ParameterKind.Integer, "after", "How many of the last; -1 is as many as before.", "-1"),
    ];

    public sealed override string Describe(LayerArguments arguments) => $"{Name} {Literals.Print(arguments.Integer("before"))}";

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var (before, after) = (context.Arguments.Integer("before"), context.Arguments.Integer("after"));
        if (before < 0)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "before", before, "at least 0");
        if (after < -1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "after", after, "-1, or at least 0");
        var x = Pictures.From(context, input, axes);
        for (var axis = 2 - axes; axis < 2; axis++)
            x = Crop(context, x, Pictures.Axis(x, axis), before, after < 0 ? before : after);
        return Pictures.To(context.Builder, x, axes);
    }

    private static Node Crop(LayerContext context, Node x, int axis, int before, int after)
    {
        var size = x.Shape[axis];
        if ((long)before + after >= size)
        {
            var cut = ((long)before + after).ToString(CultureInfo.InvariantCulture);
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "before + after", cut, $"less than the {Literals.Print(size)} positions that there are");
        }

        return before + after == 0 ? x : context.Builder.Add(new Slice(axis, before, size - before - after), x);
    }
}
