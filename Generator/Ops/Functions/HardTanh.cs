using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class HardTanhFunction : UnaryFunction
{
    public override string Name => "HardTanh";

    public override string Label => "hard tanh";

    public override string Summary => "Hyperbolic tangent made of three straight pieces.";

    public override string Formula => "min(max(x, −1), 1); Collobert (2004)";

    public override int? ActivationNumber => 16;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Clamp(-1, 1), x);
}
