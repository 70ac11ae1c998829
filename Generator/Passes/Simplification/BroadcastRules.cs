using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Repeating a value is left to the elementwise operation that reads it, which does it without memory.</summary>
internal static class BroadcastRules
{
    /// <summary>A broadcast that repeats nothing, or repeats what was repeated.</summary>
    public static Node? Remove(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Broadcast broadcast)
            return null;
        if (inputs[0].Op is Broadcast)
            return simplifier.Add(op, inputs[0].Inputs[0]);
        if (inputs[0].Type.Batched != broadcast.Type.Batched || inputs[0].Shape.ElementCount != broadcast.Type.Shape.ElementCount)
            return null;
        return simplifier.Add(new Reshape(broadcast.Type.Shape), inputs[0]);
    }

    /// <summary>Another view of a repeated number is that number repeated to the view.</summary>
    public static Node? InView(Simplifier simplifier, Op op, Node[] inputs) =>
        op is Reshape reshape && inputs[0].Op is Broadcast && inputs[0].Inputs[0].Shape.Rank == 0
            ? simplifier.Add(new Broadcast(inputs[0].Type with { Shape = reshape.Shape }), inputs[0].Inputs[0])
            : null;

    /// <summary>An elementwise operation reads the value behind the broadcast if its own type stays the same.</summary>
    public static Node? InOperand(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not ElementwiseOp)
            return null;
        var type = op.InferType([.. inputs.Select(i => i.Type)]);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Source(inputs[i]) is not { } source)
                continue;
            Node[] simpler = [.. inputs];
            simpler[i] = source;
            if (op.InferType([.. simpler.Select(s => s.Type)]) == type)
                return simplifier.Add(op, simpler);
        }

        return All(simplifier, op, inputs, type);
    }

    // Leading sizes of 1 are no more than broadcasting adds by itself, so a view that adds them is skipped as well.
    private static Node? Source(Node node) => node.Op switch
    {
        Broadcast => node.Inputs[0],
        Reshape when node.Inputs[0].Shape.Rank < node.Shape.Rank
            && node.Shape.Trailing(node.Inputs[0].Shape.Rank) == node.Inputs[0].Shape => node.Inputs[0],
        _ => null,
    };

    // All operands are repeated in the same way: the operation comes first, the repetition after it.
    private static Node? All(Simplifier simplifier, Op op, Node[] inputs, TensorType type)
    {
        if (!inputs.Any(i => i.Op is Broadcast) || !inputs.All(i => i.Op is Broadcast || i.Shape.Rank == 0 && !i.Type.Batched))
            return null;
        var sources = inputs.Select(i => i.Op is Broadcast ? i.Inputs[0] : i).ToArray();
        return simplifier.Add(new Broadcast(type), simplifier.Add(op, sources));
    }
}
