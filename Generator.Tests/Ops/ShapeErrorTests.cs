using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

/// <summary>Each mistake a definition can make with shapes: its id, and the message as the user reads it.</summary>
public sealed class ShapeErrorTests
{
    private static readonly Dictionary<string, (OpCase Case, string Id, string Message)> Cases = new()
    {
        ["broadcast"] = (new("Max", T(3), T(4)), "NG1001",
            "'Max' cannot combine shapes 3 and 4: sizes must be equal, aligned at the last axis, or 1"),
        ["sigma larger than mean"] = (new("GaussianNll", T(1), T(4), T(1)), "NG1001",
            "'GaussianNll' cannot combine shapes 1 and 4: sizes must be equal, aligned at the last axis, or 1"),
        ["product"] = (new("MatMul", T(2, 3), T(4, 5)), "NG1002",
            "Shapes 2 × 3 and 4 × 5 cannot be multiplied: the last size of the left one must be the last but one of the "
            + "right one, and sizes before these must be equal; transpose or reshape one of them"),
        ["product of scalar"] = (new("MatMul", T(), T(4)), "NG1002", "Shapes scalar and 4 cannot be multiplied"),
        ["concatenation"] = (new("Concat", new object[] { new[] { T(2, 3), T(4, 3) } }), "NG1003",
            "Shapes 2 × 3 and 4 × 3 cannot be concatenated along axis 1: all other sizes must be equal; reshape one of "
            + "them or join along another axis"),
        ["concatenation of ranks"] = (new("Concat", new object[] { new[] { T(2, 3), T(3) } }), "NG1003",
            "Shapes 2 × 3 and 3 cannot be concatenated"),
        ["stack"] = (new("Stack", new object[] { new[] { T(2, 3), T(3) } }), "NG1020",
            "'Stack' stacks values of one shape, but is given 2 × 3 and 3: reshape, pad or broadcast one of them, or join them with Concat"),
        ["nothing stacked"] = (new("Stack", new object[] { Array.Empty<TensorArgument>() }), "NG1011", "'Stack' has parts = none"),
        ["stack axis"] = (new("StackAlong", 3, new[] { T(2), T(2) }), "NG1006", "'StackAlong' names axis 3, but shape 2 × 1 has none"),
        ["padding"] = (new("Pad", T(3), -1, 0), "NG1011", "'Pad' has before = -1: it must be 0 or more"),
        ["tile counts"] = (new("Tile", T(3), (IReadOnlyList<int>)[2, 0]), "NG1011", "'Tile' has counts = 2, 0: it must be one number of at least 1 for each axis"),
        ["no tile counts"] = (new("Tile", T(3), (IReadOnlyList<int>)[]), "NG1011", "'Tile' has counts = none"),
        ["repeat count"] = (new("Repeat", T(3), 0), "NG1011", "'Repeat' has count = 0: it must be at least 1"),
        ["broadcast to less"] = (new("BroadcastTo", T(2, 3), (IReadOnlyList<int>)[3]), "NG1001",
            "'BroadcastTo' cannot combine shapes 2 × 3 and 3: sizes must be equal, aligned at the last axis, or 1"),
        ["broadcast sizes"] = (new("BroadcastTo", T(1), (IReadOnlyList<int>)[0]), "NG1011", "'BroadcastTo' has sizes = 0: it must be positive numbers"),
        ["cosine"] = (new("CosineSimilarity", T(3), T(4)), "NG1001", "'CosineSimilarity' cannot combine shapes 3 and 4"),
        ["cosine of scalars"] = (new("CosineSimilarity", T(), T()), "NG1005", "'CosineSimilarity' needs at least one axis"),
        ["epsilon"] = (new("Normalize", T(3), 0f), "NG1011", "'Normalize' has epsilon = 0: it must be positive"),
        ["odd halves"] = (new("Glu", T(5)), "NG1009", "An axis of size 5 (shape 5) cannot be split into 2 equal parts"),
        ["hard shrink"] = (new("HardShrink", T(5), -1f), "NG1011", "'HardShrink' has threshold = -1: it must be 0 or more"),
        ["shrink"] = (new("SoftShrink", T(5), -1f), "NG1011", "'SoftShrink' has threshold = -1: it must be 0 or more"),
        ["alpha"] = (new("Celu", T(5), 0f), "NG1011", "'Celu' has alpha = 0: it must be positive"),
        ["bend"] = (new("Squareplus", T(5), 0f), "NG1011", "'Squareplus' has b = 0: it must be positive"),
        ["attention"] = (new("Attention", T(5, 8), T(7, 8), T(6, 8)), "NG1021",
            "'Attention' cannot relate a query of shape 5 × 8, a key of shape 7 × 8 and a value of shape 6 × 8: query and key need equal features, "
            + "key and value equal positions, a causal attention all, and sizes before these must be equal"),
        ["causal attention"] = (new("Attention", T(5, 8), T(7, 8), T(7, 8), 1, true), "NG1021", "'Attention' cannot relate"),
        ["attention of a vector"] = (new("Attention", T(8), T(8), T(8)), "NG1005", "'Attention' needs positions and features as the last two axes"),
        ["heads"] = (new("Attention", T(5, 8), T(5, 8), T(5, 8), 3), "NG1022",
            "'Attention' cannot divide 8 features among 3 heads: choose a divisor of 8"),
        ["mask"] = (new("MaskedAttention", T(5, 8), T(5, 8), T(5, 8), T(5, 1, 1), 2), "NG1023",
            "'MaskedAttention' has a mask of shape 5 × 1 × 1 for scores of shape 2 × 5 × 5 (heads, positions that see, positions that are seen): "
            + "sizes must be equal, aligned at the last axis, or 1"),
        ["steps of a vector"] = (new("Ctc", T(6), Labels(3, 2), T(), T()), "NG1005", "'Ctc' needs the two axes [steps, classes], but its input has shape 6"),
        ["one label of several"] = (new("Ctc", T(6, 4), Labels(3), T(), T()), "NG1010",
            "'Ctc' compares shape 6 × 4 with a target of shape scalar: the target must be [Label(n)], n being the most labels of a row"),
        ["steps of steps"] = (new("Ctc", T(6, 4), Labels(3, 2), T(6), T()), "NG1011", "'Ctc' has the shape of steps = 6: it must be scalar, one number a row: [Label]"),
        ["counts of labels"] = (new("Ctc", T(6, 4), Labels(3, 2), T(), T(2)), "NG1011", "'Ctc' has the shape of count = 2: it must be scalar, one number a row: [Label]"),
        ["labels before scores"] = (new("CrossEntropy", Labels(5), T(5)), "NG1010",
            "'CrossEntropy' compares shape scalar with a target of shape 5: the target must be the second argument, and the scores the first"),
        ["blank"] = (new("Ctc", T(6, 4), Labels(3, 2), T(), T(), 4), "NG1011", "'Ctc' has blank = 4: it must be a class, from 0 to 3"),
        ["indices"] = (new("Gather", T(5, 8), T(5)), "NG1053", "'Gather' takes integer elements, but is given float"),
        ["gather of a scalar"] = (new("Gather", T(), Labels(3)), "NG1005", "'Gather' needs at least one axis"),
        ["position"] = (new("Take", T(5), 0, (IReadOnlyList<int>)[1, 5]), "NG1007", "A slice of 1 elements from 5 does not lie within the 5 elements"),
        ["no positions"] = (new("Take", T(5), 0, (IReadOnlyList<int>)[]), "NG1011", "'Take' has positions = none"),
        ["running sum of a scalar"] = (new("CumSum", T()), "NG1006", "'CumSum' names axis -1, but shape scalar has none"),
        ["reshape"] = (new("Reshape", T(2, 3), (IReadOnlyList<int>)[4, 2]), "NG1004",
            "Shape 2 × 3 has 6 elements and cannot become 4 × 2 with 8: choose sizes with the same product, or -1 for one of them"),
        ["open reshape"] = (new("Reshape", T(2, 3), (IReadOnlyList<int>)[4, -1]), "NG1004",
            "Shape 2 × 3 has 6 elements and cannot become 4 × -1"),
        ["reduction"] = (new("Sum", T(2, 3), 3), "NG1005",
            "'Sum' needs 3 axes, but its input has shape 2 × 3: use fewer axes or reshape the input"),
        ["softmax of scalar"] = (new("Softmax", T()), "NG1005", "'Softmax' needs at least one axis, but its input has shape scalar"),
        ["transpose of vector"] = (new("Transpose", T(4), (IReadOnlyList<int>)[]), "NG1005", "'Transpose' needs at least two axes"),
        ["axis"] = (new("Slice", T(2, 3), 0, 1, 2), "NG1006",
            "'Slice' names axis 2, but shape 2 × 3 has none: axes count from 0 without the batch, or from -1 for the last"),
        ["slice"] = (new("Slice", T(5), 3, 4), "NG1007",
            "A slice of 4 elements from 3 does not lie within the 5 elements of its axis (shape 5): change its start or length"),
        ["slice overflowing"] = (new("Slice", T(5), 3, int.MaxValue), "NG1007", "A slice of 2147483647 elements from 3"),
        ["permutation"] = (new("Transpose", T(2, 3), (IReadOnlyList<int>)[0, 0]), "NG1008",
            "Axes 0, 0 are no order of the axes of shape 2 × 3: name each from 0 once, or none to swap the last two"),
        ["split"] = (new("Split", T(7), 3), "NG1009",
            "An axis of size 7 (shape 7) cannot be split into 3 equal parts: choose a divisor of 7, or take slices"),
        ["target"] = (new("Mse", T(1), T(4)), "NG1010", "'Mse' compares shape 1 with a target of shape 4: the target must be 1"),
        ["labels of another count"] = (new("CrossEntropy", T(10), Labels(10, 5)), "NG1010",
            "'CrossEntropy' compares shape 10 with a target of shape 5: the target must be [Label], one integer a row, or "
            + "probabilities of shape 10"),
        ["labels of positions"] = (new("Accuracy", T(5, 10), Labels(10)), "NG1010",
            "'Accuracy' compares shape 5 × 10 with a target of shape scalar: the target must be [Label(5)], or "
            + "probabilities of shape 5 × 10"),
        ["probabilities"] = (new("KlDivergence", T(5), T(4)), "NG1010", "'KlDivergence' compares shape 5 with a target of shape 4"),
        ["rate"] = (new("Dropout", T(5), 1f), "NG1011", "'Dropout' has rate = 1: it must be from 0 to below 1"),
        ["limits"] = (new("Clamp", T(5), 2f, 1f), "NG1011", "'Clamp' has low = 2: it must be at most high, which is 1"),
        ["delta"] = (new("Huber", T(5), T(5), 0f), "NG1011", "'Huber' has delta = 0: it must be positive"),
        ["two open sizes"] = (new("Reshape", T(6), (IReadOnlyList<int>)[-1, -1]), "NG1011", "'Reshape' has sizes = -1 × -1"),
        ["classes"] = (new("OneHot", Labels(3), 0), "NG1011", "'OneHot' has classes = 0: it must be at least 1"),
        ["k"] = (new("TopKAccuracy", T(3), Labels(3), 0), "NG1011", "'TopKAccuracy' has k = 0: it must be at least 1"),
        ["nothing joined"] = (new("Concat", new object[] { Array.Empty<TensorArgument>() }), "NG1011", "'Concat' has parts = none"),
        ["number as condition"] = (new("Where", T(3), T(3), T(3)), "NG1053", "'Where' takes boolean elements, but is given numeric"),
        ["power"] = (new("Pow", T(3), T(4)), "NG1001", "'Pow' cannot combine shapes 3 and 4"),
        ["minimum"] = (new("Min", T(2, 3), T(2)), "NG1001", "'Min' cannot combine shapes 2 × 3 and 2"),
        ["straight through"] = (new("StraightThrough", T(3), T(4)), "NG1001", "'StraightThrough' cannot combine shapes 3 and 4"),
        ["noise of another gate"] = (new("NoisyGate", T(3), T(4)), "NG1001", "'NoisyGate' cannot combine shapes 3 and 4"),
        ["log softmax of scalar"] = (new("LogSoftmax", T()), "NG1005", "'LogSoftmax' needs at least one axis, but its input has shape scalar"),
        ["softmin of scalar"] = (new("Softmin", T()), "NG1005", "'Softmin' needs at least one axis, but its input has shape scalar"),
        ["mean"] = (new("Mean", T(2), 2), "NG1005", "'Mean' needs 2 axes, but its input has shape 2"),
        ["largest"] = (new("ReduceMax", T(), 1), "NG1005", "'ReduceMax' needs at least one axis, but its input has shape scalar"),
        ["smallest"] = (new("ReduceMin", T(2), 3), "NG1005", "'ReduceMin' needs 3 axes"),
        ["variance"] = (new("Variance", T(2), 2), "NG1005", "'Variance' needs 2 axes"),
        ["log of sum"] = (new("LogSumExp", T(2), 2), "NG1005", "'LogSumExp' needs 2 axes"),
        ["norm"] = (new("Norm", T(2), 2), "NG1005", "'Norm' needs 2 axes"),
        ["axis where a number of axes is meant"] = (new("Sum", T(2, 3), -1), "NG1011",
            "'Sum' has axes = -1: it must be how many of the last axes are folded, from 0 for all of them to 2"),
        ["concatenation along no axis"] = (new("ConcatAlong", 2, new[] { T(2, 3), T(2, 3) }), "NG1006", "'ConcatAlong' names axis 2, but shape 2 × 3 has none"),
        ["unstack axis"] = (new("Unstack", T(2, 3), 2), "NG1006", "'Unstack' names axis 2, but shape 2 × 3 has none"),
        ["largest of a scalar"] = (new("ArgMax", T()), "NG1005", "'ArgMax' needs at least one axis, but its input has shape scalar"),
        ["smallest of a scalar"] = (new("ArgMin", T()), "NG1005", "'ArgMin' needs at least one axis, but its input has shape scalar"),
        ["no positions to choose from"] = (new("Position", Labels(3), 0), "NG1011", "'Position' has count = 0: it must be at least 1"),
        ["weights of steps"] = (new("LoadBalance", T(5, 4), 1), "NG1005", "'LoadBalance' needs exactly one axis, a weight for each expert, but its input has shape 5 × 4"),
        ["more choices than experts"] = (new("ExpertLoad", T(4), 5), "NG1011", "'ExpertLoad' has k = 5: it must be at least 1 and at most the number of experts, 4"),
        ["no capacity"] = (new("ExpertDrops", T(4), 0f), "NG1011", "'ExpertDrops' has capacity = 0: it must be above 0"),
        ["gate of a scalar"] = (new("RouterZ", T()), "NG1005", "'RouterZ' needs at least one axis, but its input has shape scalar"),
        ["absolute error"] = (new("Mae", T(4), T(1)), "NG1010", "'Mae' compares shape 4 with a target of shape 1: the target must be 4"),
        ["answers"] = (new("BinaryCrossEntropy", T(4), T(3)), "NG1010", "'BinaryCrossEntropy' compares shape 4 with a target of shape 3"),
        ["smoothing"] = (new("BinaryCrossEntropy", T(4), T(4), 1.5f), "NG1011", "'BinaryCrossEntropy' has smoothing = 1.5: it must be from 0 to 1"),
        ["likelihood"] = (new("Nll", T(4), T(3)), "NG1010", "'Nll' compares shape 4 with a target of shape 3: the target must be [Label], one integer a row, or probabilities of shape 4"),
        ["weight of yes"] = (new("BinaryFocal", T(4), T(4), 2f, 2f), "NG1011", "'BinaryFocal' has alpha = 2: it must be from 0 to 1"),
        ["focus"] = (new("Focal", T(4), Labels(4), 0.5f), "NG1011", "'Focal' has gamma = 0.5: it must be at least 1"),
        ["sides"] = (new("Hinge", T(4), T(2)), "NG1010", "'Hinge' compares shape 4 with a target of shape 2"),
        ["squared sides"] = (new("SquaredHinge", T(4), T(2)), "NG1010", "'SquaredHinge' compares shape 4 with a target of shape 2"),
        ["margins"] = (new("MultiMargin", T(4), T()), "NG1010", "'MultiMargin' compares shape 4 with a target of shape scalar"),
        ["hyperbolic"] = (new("LogCosh", T(4), T(2)), "NG1010", "'LogCosh' compares shape 4 with a target of shape 2"),
        ["counts"] = (new("PoissonNll", T(4), T(2)), "NG1010", "'PoissonNll' compares shape 4 with a target of shape 2"),
        ["orders of magnitude"] = (new("Msle", T(4), T(2)), "NG1010", "'Msle' compares shape 4 with a target of shape 2"),
        ["percent"] = (new("Mape", T(4), T(4), 0f), "NG1011", "'Mape' has epsilon = 0: it must be positive"),
        ["pair"] = (new("Contrastive", T(3), T(4), T()), "NG1001", "'Contrastive' cannot combine shapes 3 and 4"),
        ["pair of scalars"] = (new("Contrastive", T(), T(), T()), "NG1005", "'Contrastive' needs at least one axis"),
        ["one answer for several pairs"] = (new("Contrastive", T(5, 3), T(5, 3), T()), "NG1010", "'Contrastive' compares shape 5 with a target of shape scalar"),
        ["distance of pairs"] = (new("Contrastive", T(3), T(3), T(), 0f), "NG1011", "'Contrastive' has margin = 0: it must be positive"),
        ["triple"] = (new("Triplet", T(3), T(4), T(3)), "NG1001", "'Triplet' cannot combine shapes 3 and 4"),
        ["distance of triples"] = (new("Triplet", T(3), T(3), T(3), -1f), "NG1011", "'Triplet' has margin = -1: it must be 0 or more"),
        ["directions"] = (new("CosineEmbedding", T(3), T(4), T()), "NG1001", "'CosineEmbedding' cannot combine shapes 3 and 4"),
        ["direction of a scalar"] = (new("CosineEmbedding", T(), T(), T()), "NG1005", "'CosineEmbedding' needs at least one axis"),
        ["cosine above one"] = (new("CosineEmbedding", T(3), T(3), T(), 1.5f), "NG1011", "'CosineEmbedding' has margin = 1.5: it must be from -1 to 1"),
        ["right answers"] = (new("BinaryAccuracy", T(4), T(2)), "NG1010", "'BinaryAccuracy' compares shape 4 with a target of shape 2"),
        ["explained"] = (new("R2", T(4), T(2)), "NG1010", "'R2' compares shape 4 with a target of shape 2"),
        ["precise"] = (new("Precision", T(4), T(2)), "NG1010", "'Precision' compares shape 4 with a target of shape 2"),
        ["found"] = (new("Recall", T(5, 4), Labels(4, 2)), "NG1010", "'Recall' compares shape 5 × 4 with a target of shape 2: the target must be [Label(5)]"),
        ["precise and found"] = (new("F1", T(4), Labels(4, 2)), "NG1010", "'F1' compares shape 4 with a target of shape 2: the target must be [Label], one integer a row"),
        ["root"] = (new("Rmse", T(4), T(2)), "NG1010", "'Rmse' compares shape 4 with a target of shape 2"),
        ["union"] = (new("MeanIoU", T(4), Labels(4, 2)), "NG1010", "'MeanIoU' compares shape 4 with a target of shape 2"),
        ["region"] = (new("Dice", T(4, 4), T(4)), "NG1010", "'Dice' compares shape 4 × 4 with a target of shape 4: the target must be 4 × 4"),
        ["weighed region"] = (new("Tversky", T(4), T(4), -1f), "NG1011", "'Tversky' has alpha = -1: it must be 0 or more"),
        ["ranks"] = (new("MarginRanking", T(4), T(4), T(1)), "NG1010", "'MarginRanking' compares shape 4 with a target of shape 1"),
        ["distance of ranks"] = (new("MarginRanking", T(4), T(4), T(4), -1f), "NG1011", "'MarginRanking' has margin = -1: it must be 0 or more"),
        ["best wrong class"] = (new("CategoricalHinge", T(4), T(3)), "NG1010", "'CategoricalHinge' compares shape 4 with a target of shape 3"),
        ["flip of a scalar"] = (new("Flip", T()), "NG1006", "'Flip' names axis -1, but shape scalar has none"),
        ["order"] = (new("Auc", T(4), T(2)), "NG1010", "'Auc' compares shape 4 with a target of shape 2"),
    };

    // Any shape suits these, and they have no numbers that could be wrong.
    private static readonly string[] WithoutErrors =
    [
        "Abs", "Cos", "Elu", "Erf", "Exp", "Expm1", "Flatten", "Floor", "Gelu", "GeluTanh", "HardSigmoid", "HardSwish", "HardTanh", "LeakyRelu", "Log", "Log1p", "LogSigmoid", "Mish", "Relu", "Relu6",
        "Round", "Selu", "Sigmoid", "Sign", "Silu", "Sin", "Softplus", "Softsign", "Sqrt", "Square", "StopGradient", "Tanh", "TanhShrink",
    ];

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_WithArgumentsThatDoNotFit_SaysWhatAndWhatToDo(string name)
    {
        var (@case, id, message) = Cases[name];
        var exception = Assert.Throws<DefinitionException>(() => @case.Build());
        Assert.Equal(id, exception.Id);
        var format = DiagnosticDescriptors.Find(id).MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.StartsWith(message, string.Format(CultureInfo.InvariantCulture, format, exception.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_CoverEveryShapeDiagnosticOfOps()
    {
        string[] expected =
        [
            DiagnosticIds.ShapesDoNotBroadcast, DiagnosticIds.MatMulSizesDiffer, DiagnosticIds.ConcatShapesDiffer,
            DiagnosticIds.ReshapeCountDiffers,
            DiagnosticIds.TooFewAxes, DiagnosticIds.AxisOutOfRange, DiagnosticIds.SliceOutOfRange,
            DiagnosticIds.PermutationInvalid, DiagnosticIds.SplitUneven,
            DiagnosticIds.TargetShapeDiffers, DiagnosticIds.StackShapesDiffer,
            DiagnosticIds.AttentionShapes, DiagnosticIds.AttentionHeads, DiagnosticIds.AttentionMask, DiagnosticIds.ArgumentOutOfRange, DiagnosticIds.ElementType,
        ];
        Assert.Equal(expected.Order(), Cases.Values.Select(c => c.Id).Distinct().Order());
    }

    [Fact]
    public void Cases_CoverEveryFunction() => Assert.Equal(
        OpRegistry.Functions.Select(f => f.Name).Except(WithoutErrors), Cases.Values.Select(c => c.Case.Function).Distinct().Order(StringComparer.Ordinal));

    private static TensorArgument T(params int[] sizes) => new(Shape.Of(sizes));

    private static TensorArgument Labels(int classes, params int[] sizes) => new(Shape.Of(sizes), Classes: classes);
}
