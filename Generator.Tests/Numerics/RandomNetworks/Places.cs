using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>
/// Which of the rows that took a branch have a place in it, counted row by row: what <c>WithCapacity</c> means without groups of rows. Inputs are whether a row took the branch
/// and, in a branch of another choice, whether it was to choose at all.
/// </summary>
/// <param name="Capacity">The most rows, as a multiple of an even share of those that choose.</param>
/// <param name="Branches">How many branches there are.</param>
/// <param name="Slots">How many of them a row takes.</param>
internal sealed record Places(float Capacity, int Branches, int Slots) : Op
{
    private static readonly float[] Capacities = [0.3f, 0.5f, 1, 1.25f, 3];

    public override string Mnemonic => "places";

    public static float Draw(Drawing drawing) => drawing.One(Capacities);

    /// <summary>Whether a row chose a branch and has a place there.</summary>
    /// <param name="reach">Whether a row is to choose; null for all rows.</param>
    public static Node Of(Bindings bindings, Node chosen, float capacity, int branches, int slots = 1, Expression? reach = null)
    {
        var places = new Places(capacity, branches, slots);
        return reach is null
            ? bindings.Builder.Add(places, chosen)
            : bindings.Builder.Add(places, bindings.Builder.Add(new And(), chosen, reach.Build(bindings)), reach.Build(bindings));
    }

    /// <summary>Whether the branch of the number that a row chose has a place for it.</summary>
    public static Node OfPosition(Bindings bindings, Node position, float capacity, int classes) => Enumerable.Range(0, classes)
        .Select(i => Of(bindings, bindings.Builder.Add(new Equal(), position, bindings.Builder.Constant(i)), capacity, classes))
        .Aggregate((any, next) => bindings.Builder.Add(new Or(), any, next));

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0];

    public override bool LeadsTo(int operand) => false;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var chosen = context.Inputs[0].Data;
        var rows = context.Inputs.Count > 1 ? context.Inputs[1].Data.Count(v => v != 0) : chosen.Length;
        var left = (int)Math.Min(rows * Slots, Math.Ceiling((double)Capacity * rows * Slots / Branches));
        for (var row = 0; row < chosen.Length; row++)
            result.Data[row] = chosen[row] != 0 && left-- > 0 ? 1 : 0;
        return result;
    }
}
