using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A number.</summary>
internal sealed record Constant(float Value) : InlineSourceOp(TensorType.Single(Shape.Scalar))
{
    public override string Mnemonic => "constant";

    protected override string PrintArguments() => Literals.Print(Value);

    public override string Emit(string lane) => Literals.Vector(Value);

    public override ReferenceTensor Evaluate(ReferenceContext context) => new(context.Node.Type, 1, [Value]);
}
