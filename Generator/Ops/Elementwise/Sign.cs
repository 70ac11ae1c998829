using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>1, 0 or −1 by the sign of x; 0 for NaN. Its gradient is zero.</summary>
internal sealed record Sign : UnaryOp
{
    public override string Mnemonic => "sign";

    public override bool LeadsTo(int operand) => false;

    protected override double Apply(double x) => x > 0 ? 1 : x < 0 ? -1 : 0;

    protected override string Emit(string x) =>
        $"V.Select(V.GreaterThan({x}, V.Zero), V.Create(1f), V.And(V.LessThan({x}, V.Zero), V.Create(-1f)))";
}

/// <summary>The function.</summary>
internal sealed class SignFunction : UnaryFunction
{
    public override string Name => "Sign";

    public override string Summary => "Whether a value is above or below 0.";

    public override string Formula => "1 where x > 0, −1 where x < 0, else 0; the derivative is 0";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Sign(), x);
}
