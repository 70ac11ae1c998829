using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class GroupNormLayer : Layer
{
    public override string Name => "GroupNorm";

    public override string Summary =>
        "Normalises groups of channels, the last axis, together with all positions of a row, then scales and shifts each channel as learned; "
        + "with as many groups as channels it is instance normalisation.";

    public override string Formula =>
        "(x − mean x) / √(var x + Epsilon) · scale + bias, mean and variance over a group of channels and all positions; Wu and He (2018)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "groups", "The number of groups, a divisor of the number of channels.")];

    public override IReadOnlyList<FunctionParameter> Properties => [Scaling.Epsilon("1e-5f"), Scaling.UseScale, Scaling.UseBias];

    public override string Describe(LayerArguments arguments) => $"GroupNorm {Literals.Print(arguments.Integer("groups"))}";

    public override Node Apply(LayerContext context, Node input)
    {
        var builder = context.Builder;
        var x = Axes.RequireOne(context.Name, builder.Number(input));
        var (groups, channels) = (context.Arguments.Integer("groups"), x.Shape.Last);
        if (groups < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "groups", groups, "at least 1");
        if (channels % groups != 0)
            throw new DefinitionException(DiagnosticIds.SplitUneven, groups, channels, x.Shape);
        var grouped = builder.Reshape(x, Shape.Of(x.Shape.ElementCount / channels, groups, channels / groups));
        var centered = builder.Minus(grouped, GroupMean(builder, grouped));
        var variance = GroupMean(builder, builder.Add(new Square(), centered));
        var y = builder.Reshape(Scaling.Divide(builder, centered, variance, Scaling.EpsilonOf(context)), x.Shape);
        return Scaling.Apply(context, y, Shape.Of(channels), context.Arguments.Boolean("UseBias"));
    }

    // [positions, groups, channels of a group] → [groups, 1]. Reductions fold last axes, so the sums of the channels, which are few, are transposed.
    private static Node GroupMean(GraphBuilder builder, Node x)
    {
        var sums = builder.Sum(x, 1);
        var transposed = builder.Add(new Transpose(Infrastructure.EquatableArray.Of(1, 0)), sums);
        var mean = builder.Times(builder.Sum(transposed, 1), 1f / (x.Shape[0] * x.Shape[2]));
        return builder.Reshape(mean, Shape.Of(x.Shape[1], 1));
    }
}
