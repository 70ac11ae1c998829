namespace NetGen.Tests.Training;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Add_SomeRows_CountsThemByTrueAndPredictedClass()
    {
        ConfusionMatrix matrix = Example();
        Assert.Equal((1L, 1L, 0L), (matrix[0, 0], matrix[0, 1], matrix[0, 2]));
        Assert.Equal((0L, 2L, 0L), (matrix[1, 0], matrix[1, 1], matrix[1, 2]));
        Assert.Equal((4L, 0.75), (matrix.Rows, matrix.Accuracy));
        Assert.Equal((1, 0.5), (matrix.Precision(0), matrix.Recall(0)));
        Assert.Equal((2 / 3.0, 1, 0.8), (matrix.Precision(1), matrix.Recall(1), matrix.F1(1)));
        Assert.Equal((0, 0, 0), (matrix.Precision(2), matrix.Recall(2), matrix.F1(2)));
    }

    [Fact]
    public void ToString_SomeRows_ATableByTrueClass() => Assert.Equal(
        "true \\ predicted    0    1    2  recall\n"
        + "               0    1    1    0  0.500\n"
        + "               1    0    2    0  1.000\n"
        + "               2    0    0    0  0.000\n",
        Example().ToString());

    [Fact]
    public void Add_LabelThatIsNoClass_RefusedAndNothingAdded()
    {
        var matrix = new ConfusionMatrix(2);
        var exception = Assert.Throws<ArgumentException>(() => matrix.Add([1, 0, 0, 1], [0, 2]));
        Assert.Contains("the label of row 1 is 2; it must be 0 … 1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, matrix.Rows);
    }

    [Fact]
    public void Add_WrongNumberOfScores_NamesBothSizes()
    {
        var exception = Assert.Throws<ArgumentException>(() => new ConfusionMatrix(3).Add(new float[5], [0, 1]));
        Assert.Contains("5 scores for 2 rows; with 3 classes there must be 6", exception.Message, StringComparison.Ordinal);
    }

    // Ties go to the lower class, NaN to nobody.
    private static ConfusionMatrix Example()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add([1, 1, 0, 0, 2, 1], [0, 1]);
        matrix.Add([0, 1, 0, float.NaN, 0, -1], [0, 1]);
        return matrix;
    }
}
