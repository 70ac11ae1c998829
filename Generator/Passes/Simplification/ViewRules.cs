using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Reshapes and transposes that change nothing, fold into one, or move only axes of size 1.</summary>
internal static class ViewRules
{
    public static Node? Reshape(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Reshape reshape)
            return null;
        if (inputs[0].Shape == reshape.Shape)
            return inputs[0];
        return inputs[0].Op is Reshape ? simplifier.Add(op, inputs[0].Inputs[0]) : null;
    }

    public static Node? Transpose(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Transpose transpose)
            return null;
        var shape = inputs[0].Shape;
        var moved = transpose.Permutation.Where(axis => shape[axis] > 1).ToList();
        if (moved.SequenceEqual(moved.OrderBy(axis => axis)))
            return simplifier.Add(new Reshape(new Shape(transpose.Permutation.Select(axis => shape[axis]).ToEquatableArray())), inputs[0]);
        if (inputs[0].Op is not Transpose first)
            return null;
        var both = transpose.Permutation.Select(axis => first.Permutation[axis]).ToEquatableArray();
        return simplifier.Add(new Transpose(both), inputs[0].Inputs[0]);
    }
}
