using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Slices of slices and of concatenations, empty pads, and the sum of pads side by side, which is how the gradient of a split
/// arrives.</summary>
internal static class PartRules
{
    public static Node? Slice(Simplifier simplifier, Op op, Node[] inputs)
    {
        var x = inputs.Length > 0 ? inputs[0] : null;
        if (op is Concat)
            return inputs.Length == 1 ? x : null;
        if (op is not Slice slice || x is null)
            return null;
        if (slice.Length == x.Shape[slice.Axis])
            return x;
        if (x.Op is Slice inner && inner.Axis == slice.Axis)
            return simplifier.Add(slice with { Start = slice.Start + inner.Start }, x.Inputs[0]);
        return x.Op is Concat concat && concat.Axis == slice.Axis ? OfConcat(simplifier, slice, x) : null;
    }

    public static Node? Pad(Simplifier simplifier, Op op, Node[] inputs) => op is Pad { Before: 0, After: 0 } ? inputs[0] : null;

    /// <summary>a with zeros behind + b with zeros before = a beside b.</summary>
    public static Node? JoinPads(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Add || inputs[0].Op is not Pad left || inputs[1].Op is not Pad right || left.Axis != right.Axis)
            return null;
        if (inputs[0].Type != inputs[1].Type)
            return null;
        if (right.Before < left.Before)
            return JoinPads(simplifier, op, [inputs[1], inputs[0]]);
        var (a, b) = (inputs[0].Inputs[0], inputs[1].Inputs[0]);
        if (left.Before + a.Shape[left.Axis] != right.Before)
            return null;
        Node[] parts = [.. Parts(a, left.Axis), .. Parts(b, left.Axis)];
        return simplifier.Add(new Pad(left.Axis, left.Before, right.After), simplifier.Add(new Concat(left.Axis), parts));
    }

    private static IEnumerable<Node> Parts(Node node, int axis) => node.Op is Concat concat && concat.Axis == axis ? node.Inputs : [node];

    // Within one part, the part (which may be batched or not, as the concatenation need not be).
    private static Node? OfConcat(Simplifier simplifier, Slice slice, Node concat)
    {
        var start = 0;
        foreach (var part in concat.Inputs)
        {
            var size = part.Shape[slice.Axis];
            if (slice.Start >= start && slice.Start + slice.Length <= start + size)
            {
                return part.Type.Batched == concat.Type.Batched
                    ? simplifier.Add(slice with { Start = slice.Start - start }, part)
                    : null;
            }

            start += size;
        }

        return null;
    }
}
