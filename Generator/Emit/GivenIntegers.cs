using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>An integer of the caller: its tensor and its place in a row of it.</summary>
internal sealed record GivenInteger(string Tensor, int Place);

/// <summary>Follows values back to the caller's integers, as long as these are only moved.</summary>
internal sealed class GivenIntegers
{
    private readonly Dictionary<Node, GivenInteger?[]> _known = [];

    /// <summary>Which integer of the caller each element of a value is; null for one that is computed, or that only some rows of the batch have.</summary>
    public GivenInteger?[] Of(Node value)
    {
        if (!_known.TryGetValue(value, out var found))
            _known.Add(value, found = Find(value));
        return found;
    }

    /// <summary>The inputs of a scan's body at one step.</summary>
    public GivenIntegers AtStep(Node scan, int step)
    {
        var (op, inside) = ((Scan)scan.Op, new GivenIntegers());
        foreach (var input in op.Body.Nodes.Where(n => n.Op is Input))
        {
            var number = Enumerable.Range(0, scan.Inputs.Length).First(i => op.InputName(i) == ((Input)input.Op).Name);
            var isState = number >= op.Sequences && number < op.Sequences + op.States;
            var outside = isState ? new GivenInteger?[input.Shape.ElementCount] : Of(scan.Inputs[number]);
            inside._known.Add(input, number < op.Sequences ? [.. outside.Skip(step * input.Shape.ElementCount).Take(input.Shape.ElementCount)] : outside);
        }

        return inside;
    }

    private GivenInteger?[] Find(Node value) => value.Op switch
    {
        Input input when value.Type.Element == ElementType.Integer =>
            [.. Enumerable.Range(0, value.Shape.ElementCount).Select(place => new GivenInteger(input.Name, place))],
        Reshape or ToFloat or StopGradient => Of(value.Inputs[0]),
        MovementOp movement => Moved(value, movement),
        _ => new GivenInteger?[value.Shape.ElementCount],
    };

    private GivenInteger?[] Moved(Node value, MovementOp movement)
    {
        var result = new GivenInteger?[value.Shape.ElementCount];
        foreach (var region in movement.Regions([.. value.Inputs.Select(i => i.Type)], value.Type))
        {
            var operand = Of(value.Inputs[region.Input]);
            region.ForEach((from, to) => result[to] = operand[from]);
        }

        return result;
    }
}
