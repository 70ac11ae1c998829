using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The numbers 0 … Size − 1.</summary>
internal sealed record Iota(int Size) : InlineSourceOp(TensorType.Single(Shape.Of(Size), ElementType.Integer))
{
    public override string Mnemonic => "iota";

    protected override string PrintArguments() => Literals.Print(Size);

    // A single number is read into all lanes.
    public override string Emit(string lane) => Size == 1 ? "V.Zero" : $"V.Create((float)({lane})) + V.Iota";

    public override ReferenceTensor Evaluate(ReferenceContext context) =>
        new(context.Node.Type, 1, [.. Enumerable.Range(0, Size).Select(i => (double)i)]);
}
