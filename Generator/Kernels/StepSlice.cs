using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Kernels;

/// <summary>One step of a sequence, read where it lies: between the rows are the other steps.</summary>
internal sealed record StepSlice(TensorType Type, string Name, int RowStride) : SourceOp(Type)
{
    public override string Mnemonic => "step_slice";

    protected override string PrintArguments() => Name;

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Value(Name);
}
