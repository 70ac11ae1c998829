using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What precision, recall and F1 are finished from: for each class how often it is right, answered and true.</summary>
internal static class ClassCounts
{
    public const string Columns = "a row gives for each class 1 where it is right, answered, true, whose sums finish it";

    public static IReadOnlyList<FunctionParameter> Parameters { get; } =
    [
        new(ParameterKind.Tensor, "scores", "Scores of classes along the last axis with labels as the target, or logits of independent yes-or-no answers."),
        new(
            ParameterKind.Tensor, "target",
            "Integer labels [Label] with the shape of the scores without its last axis, or for yes-or-no answers 0 and 1 in the shape of the scores."),
    ];

    /// <summary>[3 · classes]: right, answered and true.</summary>
    public static Node Of(GraphBuilder builder, string operation, Node scores, Node target)
    {
        scores = builder.Number(scores);
        var (answered, isTrue) = Labels.AreIntegers(target) ? Classes(builder, operation, scores, target) : Answers(builder, operation, scores, target);
        Node[] counts = [builder.Add(new And(), answered, isTrue), answered, isTrue];
        return builder.Add(new Concat(0), [.. counts.Select(count => PerClass(builder, builder.Number(count), Labels.AreIntegers(target)))]);
    }

    private static (Node Answered, Node IsTrue) Classes(GraphBuilder builder, string operation, Node scores, Node labels)
    {
        Labels.Check(operation, scores, labels);
        var answered = builder.Add(new Equal(), Labels.ArgMaxKept(builder, scores), builder.Positions(scores));
        var isClass = builder.Add(new IsClass(scores.Shape.Last), Labels.Kept(builder, labels));
        return (answered, builder.Add(new And(), isClass, Labels.Mask(builder, labels, scores.Shape.Last)));
    }

    private static (Node Answered, Node IsTrue) Answers(GraphBuilder builder, string operation, Node logits, Node target)
    {
        var answered = builder.Add(new Greater(), logits, builder.Constant(0));
        return (answered, builder.Add(new Greater(), Targets.Match(builder, operation, logits, target), builder.Constant(0.5f)));
    }

    /// <summary>The counts of each class over the positions of a row; of yes-or-no answers each element is a class of its own.</summary>
    private static Node PerClass(GraphBuilder builder, Node counts, bool areClasses)
    {
        var classes = areClasses ? counts.Shape.Last : counts.Shape.ElementCount;
        var table = builder.Reshape(counts, Shape.Of(counts.Shape.ElementCount / classes, classes));
        var transposed = table.Shape[0] == 1 ? builder.Reshape(table, Shape.Of(classes, 1)) : OpRegistry.Call(builder, "Transpose", table, Array.Empty<int>())[0];
        return builder.Sum(transposed, 1);
    }
}
