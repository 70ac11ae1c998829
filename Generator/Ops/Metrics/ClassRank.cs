using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Whether the true class is among the k that score highest. Of equal scores the lower class number ranks first.</summary>
internal static class ClassRank
{
    public static Node IsAmongTop(GraphBuilder builder, string operation, Node scores, Node target, int count)
    {
        Labels.Check(operation, scores, target);
        var label = Labels.AreIntegers(target) ? Labels.Kept(builder, target) : Labels.ArgMaxKept(builder, builder.Number(target));
        var positions = builder.Positions(scores);
        var isLabel = builder.Add(new Equal(), label, positions);
        var score = builder.Sum(builder.WhereOrZero(isLabel, scores), 1, keepAxes: true);
        var tiesBefore = builder.Add(new And(), builder.Add(new Equal(), scores, score), builder.Add(new Less(), positions, label));
        var isBetter = builder.Add(new Or(), builder.Add(new Greater(), scores, score), tiesBefore);
        var rank = builder.Sum(builder.Number(isBetter), 1);
        return builder.RowMean(builder.Number(builder.Add(new Less(), rank, builder.Constant(count))));
    }
}
