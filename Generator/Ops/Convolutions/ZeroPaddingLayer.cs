using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Zeros around positions.</summary>
internal abstract class ZeroPaddingLayer(int axes) : Layer
{
    public sealed override string Name => axes == 1 ? "ZeroPad1D" : "ZeroPad2D";

    public sealed override string Summary => $"Zeros around the positions of {Pictures.Describe(axes)}.";

    public sealed override string Formula => "x where there is one, 0 before and after";

    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Integer, "before", $"Positions before the first one, at least 0{(axes == 1 ? "" : "; along both axes")}."),
        new(ParameterKind.Integer, "after", "Positions behind the last one; -1 is as many as before.", "-1"),
    ];

    public sealed override string Describe(LayerArguments arguments) => $"{Name} {Literals.Print(arguments.Integer("before"))}";

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var (before, after) = (context.Arguments.Integer("before"), context.Arguments.Integer("after"));
        if (before is < 0 or > AxisWindow.Most)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "before", before, $"at least 0 and at most {Literals.Print(AxisWindow.Most)}");
        if (after is < -1 or > AxisWindow.Most)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "after", after, $"-1, or at least 0 and at most {Literals.Print(AxisWindow.Most)}");
        var window = AxisWindow.None with { Before = before, After = after < 0 ? before : after };
        var x = Pictures.From(context, input, axes);
        if (axes == 2)
            x = window.Pad(context.Builder, x, Pictures.Axis(x, 0));
        return Pictures.To(context.Builder, window.Pad(context.Builder, x, Pictures.Axis(x, 1)), axes);
    }
}
