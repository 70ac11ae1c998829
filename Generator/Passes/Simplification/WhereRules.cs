using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Choices that need not be made: the same on both sides, 1 or 0, on a negated mask; and double negation of masks.</summary>
internal static class WhereRules
{
    public static Node? Apply(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is Not)
            return inputs[0].Op is Not ? inputs[0].Inputs[0] : null;
        if (op is And or Or && inputs[0] == inputs[1])
            return inputs[0];
        if (op is not Where)
            return null;
        var (mask, chosen, otherwise) = (inputs[0], inputs[1], inputs[2]);
        if (chosen == otherwise)
            return Simplifier.IfTyped(chosen, op, inputs);
        if (mask.Op is Not)
            return simplifier.Add(op, mask.Inputs[0], otherwise, chosen);
        if (Known(mask) is { } isChosen)
            return Simplifier.IfTyped(isChosen ? chosen : otherwise, op, inputs);
        if (Simplifier.IsConstant(chosen, 1) && Simplifier.IsConstant(otherwise, 0))
            return simplifier.Add(new ToFloat(ElementType.Boolean), mask);
        return Nested(simplifier, op, inputs);
    }

    /// <summary>What a comparison of two numbers says, wherever it is repeated; null for other conditions.</summary>
    private static bool? Known(Node mask)
    {
        while (mask.Op is Broadcast or Reshape)
            mask = mask.Inputs[0];
        return mask.Op is ComparisonOp comparison && mask.Inputs.All(i => i.Op is Constant)
            ? comparison.Apply([.. mask.Inputs.Select(i => (double)((Constant)i.Op).Value)]) != 0
            : null;
    }

    // The inner choice on the same mask is already decided: Where(m, Where(m, a, b), c) = Where(m, a, c).
    private static Node? Nested(Simplifier simplifier, Op op, Node[] inputs)
    {
        var (mask, chosen, otherwise) = (inputs[0], inputs[1], inputs[2]);
        if (chosen.Op is Where && chosen.Inputs[0] == mask)
            return Same(simplifier, op, inputs, mask, chosen.Inputs[1], otherwise);
        if (otherwise.Op is Where && otherwise.Inputs[0] == mask)
            return Same(simplifier, op, inputs, mask, chosen, otherwise.Inputs[2]);
        return null;
    }

    private static Node? Same(Simplifier simplifier, Op op, Node[] inputs, params Node[] simpler)
    {
        var type = op.InferType([.. simpler.Select(i => i.Type)]);
        return type == op.InferType([.. inputs.Select(i => i.Type)]) ? simplifier.Add(op, simpler) : null;
    }
}
