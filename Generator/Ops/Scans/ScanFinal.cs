using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A state after the last step.</summary>
internal sealed record ScanFinal(int State, TensorType Type) : ScanPart(Type)
{
    public override string Mnemonic => "scan_final";

    protected override string PrintArguments() => Literals.Print(State);

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        ((ScanTensor)context.Inputs[0]).Final(State).CopyTo(result.Data, 0);
        return result;
    }
}
