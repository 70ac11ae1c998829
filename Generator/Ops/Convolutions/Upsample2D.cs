using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Upsample2DLayer : Layer
{
    public override string Name => "Upsample2D";

    public override string Summary => "Each position of a picture [height, width, channels] repeated: the nearest neighbour's value.";

    public override string Formula => "x[⌊p / factor⌋, c]";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "factor", "How often a position is repeated along each axis, at least 1.")];

    public override string Describe(LayerArguments arguments) => $"{Name} {Literals.Print(arguments.Integer("factor"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var factor = context.Arguments.Integer("factor");
        AxisWindow.RequirePositive(context.Name, "factor", factor);
        return Pictures.To(context.Builder, Pictures.Repeat(context.Builder, Pictures.From(context, input, 2), factor, factor), 2);
    }
}
