using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Operations on constants are done now.</summary>
internal static class ConstantRules
{
    public static Node? Fold(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not ElementwiseOp { ResultElement: ElementType.Float } elementwise || !inputs.All(i => i.Op is Constant))
            return null;
        var operands = inputs.Select(i => (double)((Constant)i.Op).Value).ToArray();
        return simplifier.Constant((float)elementwise.Apply(operands));
    }
}
