using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A value that the caller passes: an input, a target, or the gradient of an output.</summary>
internal sealed record Input(TensorType Type, string Name) : SourceOp(Type)
{
    public override string Mnemonic => "input";

    protected override string PrintArguments() => Name;

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Value(Name);
}
