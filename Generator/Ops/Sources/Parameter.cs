using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A learnable tensor of the network.</summary>
internal sealed record Parameter(TensorType Type, string Name) : SourceOp(Type)
{
    public override string Mnemonic => "parameter";

    protected override string PrintArguments() => Name;

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Value(Name);
}
