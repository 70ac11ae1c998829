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

    /// <summary>Neighbouring slices of one value side by side are one slice.</summary>
    public static Node? JoinSlices(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Concat concat || inputs.Any(i => i.Op is not Ops.Slice slice || slice.Axis != concat.Axis || i.Inputs[0] != inputs[0].Inputs[0]))
            return null;
        var slices = inputs.Select(i => (Slice)i.Op).ToArray();
        for (var i = 1; i < slices.Length; i++)
        {
            if (slices[i - 1].Start + slices[i - 1].Length != slices[i].Start)
                return null;
        }

        return simplifier.Add(slices[0] with { Length = slices.Sum(s => s.Length) }, inputs[0].Inputs[0]);
    }

    public static Node? Pad(Simplifier simplifier, Op op, Node[] inputs) => op is Pad { Before: 0, After: 0 } ? inputs[0] : null;

    /// <summary>a with zeros behind + b with zeros before = a beside b; likewise for any number of parts in any order.</summary>
    public static Node? JoinPads(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Add || inputs[0].Type != inputs[1].Type || !Terms(inputs).All(t => t.Op is Pad && t.Type == inputs[0].Type) || Terms(inputs).Select(t => ((Pad)t.Op).Axis).Distinct().Count() > 1)
            return null;
        var pads = Terms(inputs).Select(t => (Pad: (Pad)t.Op, Value: t.Inputs[0])).OrderBy(p => p.Pad.Before).ToArray();
        var axis = pads[0].Pad.Axis;
        for (var i = 1; i < pads.Length; i++)
        {
            if (pads[i - 1].Pad.Before + pads[i - 1].Value.Shape[axis] != pads[i].Pad.Before)
                return null;
        }

        Node[] parts = [.. pads.SelectMany(p => Parts(p.Value, axis))];
        return simplifier.Add(new Pad(axis, pads[0].Pad.Before, pads[pads.Length - 1].Pad.After), simplifier.Add(new Concat(axis), parts));
    }

    private static IEnumerable<Node> Terms(IEnumerable<Node> inputs) => inputs.SelectMany(i => i.Op is Add ? Terms(i.Inputs) : [i]);

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
