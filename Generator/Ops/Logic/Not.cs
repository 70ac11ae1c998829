using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Whether the mask is not set.</summary>
internal sealed record Not : UnaryOp
{
    public override string Mnemonic => "not";

    public override ElementType ResultElement => ElementType.Boolean;

    public override ElementType OperandElement(int index) => ElementType.Boolean;

    protected override double Apply(double x) => x == 0 ? 1 : 0;

    protected override string Emit(string x) => $"V.Not({x})";
}
