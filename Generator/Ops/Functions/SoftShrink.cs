using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SoftShrinkFunction : UnaryFunction
{
    public override string Name => "SoftShrink";

    public override string Label => "soft shrink";

    public override string Summary => "Moves every element towards 0 by a threshold, and no further.";

    public override string Formula => "x − min(max(x, −threshold), threshold); Donoho (1995)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "threshold", "How far; not negative.", "0.5f")];

    public override int? ActivationNumber => 21;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var threshold = HardShrinkFunction.Threshold(Name, arguments);
        return builder.Minus(x, builder.Add(new Clamp(-threshold, threshold), x));
    }
}
