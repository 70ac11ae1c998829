using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A slice or a state while the step of a scan is being built: it stands in the graph around the scan, from which the body is then taken. No result
/// may depend on it.</summary>
/// <param name="Scope">Tells one scan from another.</param>
internal sealed record ScanPlaceholder(TensorType Type, int Scope, string Name) : SourceOp(Type)
{
    public override string Mnemonic => "placeholder";

    protected override string PrintArguments() => $"{Literals.Print(Scope)}, {Name}";

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.CreateResult();
}
