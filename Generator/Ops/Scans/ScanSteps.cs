using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The values of one node of the body at all steps: [steps, …].</summary>
/// <param name="Value">The node's number in the body.</param>
internal sealed record ScanSteps(int Value, TensorType Type) : ScanPart(Type)
{
    public override string Mnemonic => "scan_steps";

    protected override string PrintArguments() => Literals.Print(Value);

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var scan = (ScanTensor)context.Inputs[0];
        var result = context.CreateResult();
        var steps = Type.Shape[0];
        var width = Type.Shape.ElementCount / steps;
        for (var place = 0; place < steps; place++)
        {
            var values = scan.Step(place, Value);
            for (var row = 0; row < result.Rows; row++)
                Array.Copy(values, row * width, result.Data, ((row * steps) + place) * width, width);
        }

        return result;
    }
}
