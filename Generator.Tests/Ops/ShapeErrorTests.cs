using System.Globalization;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Tests.Ops;

/// <summary>Each mistake a definition can make with shapes: its id, and the message as the user reads it.</summary>
public sealed class ShapeErrorTests
{
    private static readonly Dictionary<string, (OpCase Case, string Id, string Message)> Cases = new()
    {
        ["broadcast"] = (new("Max", T(3), T(4)), "NG1001",
            "'max' cannot combine shapes 3 and 4: sizes must be equal, aligned at the last axis, or 1"),
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
        ["cosine"] = (new("CosineSimilarity", T(3), T(4)), "NG1001", "'multiply' cannot combine shapes 3 and 4"),
        ["cosine of scalars"] = (new("CosineSimilarity", T(), T()), "NG1005", "'CosineSimilarity' needs at least one axis"),
        ["epsilon"] = (new("Normalize", T(3), 0f), "NG1011", "'Normalize' has epsilon = 0: it must be positive"),
        ["odd halves"] = (new("Glu", T(5)), "NG1009", "An axis of size 5 (shape 5) cannot be split into 2 equal parts"),
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
        ["counts of steps"] = (new("Ctc", T(6, 4), Labels(3, 2), T(6), T()), "NG1010",
            "'Ctc' compares shape 6 × 4 with a target of shape 6: the target must be one number a row, [Label]"),
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
        ["number as condition"] = (new("Where", T(3), T(3), T(3)), "NG1053", "'where' takes boolean elements, but is given numeric"),
    };

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

    private static TensorArgument T(params int[] sizes) => new(Shape.Of(sizes));

    private static TensorArgument Labels(int classes, params int[] sizes) => new(Shape.Of(sizes), Classes: classes);
}
