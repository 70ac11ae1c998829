using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Whether either mask is set.</summary>
internal sealed record Or : BinaryOp
{
    public override string Mnemonic => "or";

    public override ElementType ResultElement => ElementType.Boolean;

    public override ElementType OperandElement(int index) => ElementType.Boolean;

    protected override double Apply(double a, double b) => a != 0 || b != 0 ? 1 : 0;

    protected override string Emit(string a, string b) => $"V.Or({a}, {b})";
}
