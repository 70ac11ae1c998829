using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The nearest integer, the even one of two.</summary>
internal sealed record Round : UnaryOp
{
    public override string Mnemonic => "round";

    public override bool LeadsTo(int operand) => false;

    protected override double Apply(double x) => Math.Round(x);

    protected override string Emit(string x) => $"V.Round({x})";
}

/// <summary>The function.</summary>
internal sealed class RoundFunction : UnaryFunction
{
    public override string Name => "Round";

    public override string Summary => "The nearest integer, the even one of two, as NumPy and PyTorch round.";

    public override string Formula => "x to the nearest integer; the derivative is 0: StraightThrough(Round(x), x) has that of x";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Round(), x);
}
