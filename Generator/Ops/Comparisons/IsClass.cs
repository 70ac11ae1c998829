using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Whether a number is a class, from 0 to below <see cref="Classes"/>; false if it is NaN. Where a label that is none would spoil the loss or a metric, the
/// caller's integers are checked before anything runs, and this says so.</summary>
internal sealed record IsClass(int Classes) : UnaryOp
{
    public override string Mnemonic => "is_class";

    public override ElementType ResultElement => ElementType.Boolean;

    protected override string PrintArguments() => Literals.Print(Classes);

    protected override double Apply(double x) => x >= 0 && x < Classes ? 1 : 0;

    protected override string Emit(string x) => $"V.And(V.GreaterThanOrEqual({x}, V.Zero), V.LessThan({x}, {Literals.Vector(Classes)}))";
}
