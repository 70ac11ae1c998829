using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// Groups rows by the branches that they choose: one number a row, or several for a row that takes several branches. What is no number of a branch counts as 0.
/// The value is the grouping itself, which kernels read; nothing is computed from it.
/// </summary>
/// <param name="Number">The number of the choice in its graph: what row sets name it by.</param>
/// <param name="Branches">How many branches there are.</param>
/// <param name="Capacity">The most rows of a branch, as a multiple of an even share; of more, those that are last in the batch do not take it.</param>
internal sealed record Route(int Number, int Branches, float Capacity = float.PositiveInfinity) : Op
{
    /// <summary>Integers of the grouping for each chosen branch: the row at each place, the place of each row, the branch of each row.</summary>
    public const int PartsPerSlot = 3;

    public override string Mnemonic => "route";

    /// <summary>Whether a branch may leave rows out.</summary>
    public bool IsBounded => !float.IsInfinity(Capacity);

    protected override string PrintArguments() =>
        $"{Literals.Print(Number)}: {Literals.Print(Branches)} branches{(IsBounded ? $", capacity {Literals.Print(Capacity)}" : "")}";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0].Batched
            ? inputs[0] with { Element = ElementType.Integer, Shape = Shape.Of(PartsPerSlot * inputs[0].Shape.ElementCount) }
            : throw new ArgumentException($"A choice that is the same for all rows ({inputs[0]}) is none.", nameof(inputs));

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var choices = context.Inputs[0];
        var slots = choices.Type.Shape.ElementCount;
        var branches = Enumerable.Range(0, Branches).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < choices.Data.Length; i++)
        {
            var branch = choices.Data[i];
            branches[branch >= 0 && branch < Branches ? (int)branch : 0].Add(i / slots);
        }

        if (IsBounded)
        {
            var most = (int)Math.Min(choices.Data.Length, Math.Ceiling((double)Capacity * choices.Data.Length / Branches));
            branches = [.. branches.Select(rows => rows.Take(most).ToList())];
        }

        context.Rows.Add(Number, branches);
        return context.CreateResult();
    }
}
