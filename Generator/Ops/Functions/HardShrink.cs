using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class HardShrinkFunction : UnaryFunction
{
    public override string Name => "HardShrink";

    public override string Label => "hard shrink";

    public override string Summary => "Elements near 0 become 0.";

    public override string Formula => "x where |x| > threshold, else 0; Donoho and Johnstone (1994)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "threshold", "How near; not negative.", "0.5f")];

    public override int? ActivationNumber => 22;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var threshold = builder.Constant(Threshold(Name, arguments));
        return builder.WhereOrZero(builder.Add(new Greater(), builder.Add(new Abs(), x), threshold), x);
    }

    /// <exception cref="DefinitionException">The threshold is negative.</exception>
    public static float Threshold(string operation, FunctionArguments arguments)
    {
        var threshold = arguments.Float(1);
        return threshold >= 0
            ? threshold
            : throw new DefinitionException(
                DiagnosticIds.ArgumentOutOfRange, operation, "threshold", Literals.Print(threshold), "0 or more");
    }
}
