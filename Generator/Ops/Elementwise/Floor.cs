using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The largest integer that is not above x.</summary>
internal sealed record Floor : UnaryOp
{
    public override string Mnemonic => "floor";

    public override bool LeadsTo(int operand) => false;

    protected override double Apply(double x) => Math.Floor(x);

    protected override string Emit(string x) => $"V.Floor({x})";
}

/// <summary>The function.</summary>
internal sealed class FloorFunction : UnaryFunction
{
    public override string Name => "Floor";

    public override string Summary => "The largest integer that is not above x.";

    public override string Formula => "⌊x⌋; the derivative is 0: StraightThrough(Floor(x), x) has that of x";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Floor(), x);
}
