using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A boolean as 0 or 1, or an integer as a float.</summary>
internal sealed record ToFloat(ElementType From) : UnaryOp
{
    public override string Mnemonic => "to_float";

    public override ElementType OperandElement(int index) => From;

    protected override double Apply(double x) => x;

    // Integers are floats in registers already.
    protected override string Emit(string x) => From == ElementType.Boolean ? $"V.And({x}, V.Create(1f))" : x;
}
