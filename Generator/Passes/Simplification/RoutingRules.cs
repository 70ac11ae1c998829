using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Sums of what branches give back, which is how gradients arrive from them, rows gathered from what has just been put together, and what is drawn for
/// rows of a branch.</summary>
internal static class RoutingRules
{
    /// <summary>The sum of two merges of one choice is one merge; it finds its partner behind another term, too.</summary>
    public static Node? JoinMerges(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Add || inputs[0].Type != inputs[1].Type)
            return null;
        if (Join(simplifier, inputs[0], inputs[1]) is { } joined)
            return joined;
        if (inputs[0].Op is not Add)
            return null;
        var (first, second) = (inputs[0].Inputs[0], inputs[0].Inputs[1]);
        if (Join(simplifier, second, inputs[1]) is { } behind)
            return simplifier.Add(op, first, behind);
        return Join(simplifier, first, inputs[1]) is { } before ? simplifier.Add(op, before, second) : null;
    }

    /// <summary>Of a merge, a branch's rows are the branch's value; repeated rows are repeated for fewer of them.</summary>
    public static Node? GatherMerged(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Gather gather)
            return null;
        if (inputs[0].Op is Broadcast broadcast && !inputs[0].Inputs[0].Type.Batched)
            return simplifier.Add(new Broadcast(broadcast.Type with { Rows = gather.Rows }), inputs[0].Inputs[0]);
        if (inputs[0].Op is not Merge merge || inputs[0].Inputs[0] != inputs[1] || Routing.SlotsOf(inputs[1]) > 1)
            return null;
        var place = merge.Branches.ToList().IndexOf(gather.Rows.Branch);
        return place < 0
            ? simplifier.Add(new Broadcast(op.InferType([.. inputs.Select(i => i.Type)])), simplifier.Constant(0))
            : inputs[0].Inputs[place + 1];
    }

    /// <summary>What is the same for all rows of all branches is so for the rows that chose, if each of them takes one.</summary>
    public static Node? MergeSame(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Merge merge || inputs[0].Op is not Route { IsBounded: false } route || merge.Branches.Count < route.Branches || Routing.SlotsOf(inputs[0]) > 1)
            return null;
        if (inputs[1].Op is not Broadcast || inputs[1].Inputs[0].Type.Batched || inputs.Skip(2).Any(i => i.Op is not Broadcast || i.Inputs[0] != inputs[1].Inputs[0]))
            return null;
        return simplifier.Add(new Broadcast(op.InferType([.. inputs.Select(i => i.Type)])), inputs[1].Inputs[0]);
    }

    /// <summary>What is drawn at random for the rows of a branch is drawn for these alone: it depends on the number of a row, not on the rows beside it.</summary>
    public static Node? DrawForRows(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Gather)
            return null;
        Op? drawn = inputs[0].Op switch
        {
            DropoutMask mask => new RowsOfMask(mask.Layer, mask.Rate, mask.Shape),
            NormalNoise noise => new RowsOfNoise(noise.Layer, noise.Shape),
            RowsOfMask or RowsOfNoise => inputs[0].Op,
            _ => null,
        };
        var numbers = inputs[0].Inputs.Length > 0 ? inputs[0].Inputs[0] : simplifier.Add(new RowNumber());
        return drawn is null ? null : simplifier.Add(drawn, simplifier.Add(op, numbers, inputs[1]));
    }

    private static Node? Join(Simplifier simplifier, Node left, Node right)
    {
        if (BranchesOf(left) is not { } mine || BranchesOf(right) is not { } theirs
            || left.Op.GetType() != right.Op.GetType() || left.Inputs[0] != right.Inputs[0] || left.Type != right.Type)
            return null;
        var values = mine.Select((branch, i) => (branch, left.Inputs[i + 1])).Concat(theirs.Select((branch, i) => (branch, right.Inputs[i + 1])))
            .GroupBy(v => v.branch, v => v.Item2).OrderBy(g => g.Key)
            .Select(g => (Branch: g.Key, Value: g.Aggregate((sum, value) => simplifier.Add(new Add(), sum, value)))).ToArray();
        var branches = values.Select(v => v.Branch).ToEquatableArray();
        Op op = left.Op is MergeColumns columns ? columns with { Branches = branches } : new Merge(branches);
        return simplifier.Add(op, [left.Inputs[0], .. values.Select(v => v.Value)]);
    }

    private static IReadOnlyList<int>? BranchesOf(Node node) => node.Op switch
    {
        Merge merge => merge.Branches,
        MergeColumns columns => columns.Branches,
        _ => null,
    };
}
