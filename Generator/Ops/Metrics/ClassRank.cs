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
        // Who ranks behind is asked, not who ranks before: a score that is NaN does not, so that scores which are all NaN are never right.
        var tiesBehind = builder.Add(new And(), builder.Add(new Equal(), scores, score), builder.Add(new GreaterOrEqual(), positions, label));
        var isBehind = builder.Add(new Or(), builder.Add(new Less(), scores, score), tiesBehind);
        var rank = builder.Sum(builder.Where(isBehind, builder.Constant(0), builder.Constant(1)), 1, keepAxes: true);
        var isClass = builder.Add(new IsClass(scores.Shape.Last), label);
        return builder.RowMean(builder.Number(builder.Add(new And(), isClass, builder.Add(new Less(), rank, builder.Constant(count)))));
    }
}
