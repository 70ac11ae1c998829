using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class StraightThroughFunction : BinaryFunction
{
    public override string Name => "StraightThrough";

    public override string Summary => "One value with the gradient of another, so that what is chosen hard can be trained as if it were soft.";

    public override string Formula => "the value of a, whose gradient goes to b as it is; Bengio, Léonard and Courville (2013)";

    protected override Node Build(GraphBuilder builder, Node a, Node b) =>
        builder.Plus(b, builder.Add(new StopGradient(), builder.Minus(a, b)));
}
