using Xunit;

namespace NetGen.Tests.Data;

public sealed class DataSetTests
{
    [Fact]
    public void Add_FloatsAndIntegers_KnowsRowsShapesAndTypes()
    {
        var data = new DataSet().Add("x", new float[24], 2, 3).Add("label", [3, 1, 4, 1]).Add("w", [1f, float.NaN, 2f, 3f]);

        Assert.Equal(4, data.Rows);
        Assert.Equal(["x", "label", "w"], data.Columns.Select(column => column.Name));
        Assert.Equal([2, 3], data["x"].RowShape);
        Assert.Equal([1], data["label"].RowShape);
        Assert.Equal(ElementType.Int32, data["label"].Type);
        Assert.Equal([3, 1, 4, 1], data["label"].Integers.ToArray());
        Assert.True(float.IsNaN(data["w"].Floats[1]));
        Assert.Equal("x (2, 3) Float32, 4 rows", data["x"].ToString());
    }

    [Fact]
    public void Add_ValuesThatDoNotFit_SaysWhatIsWrong()
    {
        var data = new DataSet().Add("x", new float[12], 3);

        Assert.Contains("'y': 7 values do not fill whole rows of (2, 2) = 4 values (1 rows and 3 values over)", Message(() => data.Add("y", new float[7], 2, 2)));
        Assert.Contains("'y' has 5 rows of (1), but 'x' has 4 rows", Message(() => data.Add("y", new int[5])));
        Assert.Contains("already has a column 'x'", Message(() => data.Add("x", new float[4])));
        Assert.Contains("'y': the row shape (3, 0) has a size that is not positive", Message(() => data.Add("y", new float[3], 3, 0)));
        Assert.Contains("more than 2,147,483,647 elements", Message(() => data.Add("y", new float[3], 65536, 65536)));
        Assert.Single(data.Columns);
    }

    [Fact]
    public void Indexer_MisspeltName_NamesTheNearest()
    {
        var data = new DataSet().Add("temperature", [1f]).Add("wind", [2f]);

        Assert.EndsWith("Did you mean 'temperature'? (Parameter 'name')", Message(() => data["temprature"]));
        Assert.Contains("There are: 'temperature', 'wind'.", Message(() => data["ridership"]));
        Assert.Contains("no column 'Wind'. Did you mean 'wind'?", Message(() => data["Wind"]));
    }

    [Fact]
    public void Split_ByFraction_KeepsTheOrderAndEveryRow()
    {
        var data = Numbered(10);

        var (first, last) = data.Split(0.8);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], first["row"].Integers.ToArray());
        Assert.Equal([8, 9], last["row"].Integers.ToArray());
        Assert.Equal([8f, -8f, 9f, -9f], last["x"].Floats.ToArray());
        Assert.Equal(1, Numbered(3).Split(0.01).First.Rows);
        Assert.Equal(1, Numbered(3).Split(0.99).Last.Rows);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Split_FractionOutsideTheOpenInterval_Throws(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(4).Split(fraction));

    [Fact]
    public void Slice_OfASlice_CountsFromItsOwnStart()
    {
        var data = Numbered(10).Slice(2..8).Slice(^3..);

        Assert.Equal([5, 6, 7], data["row"].Integers.ToArray());
        Assert.Equal([5f, -5f, 6f, -6f, 7f, -7f], data["x"].Floats.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(..4));
    }

    [Fact]
    public void Take_Indices_CopiesRowsOfEveryColumnInThatOrder()
    {
        var data = Numbered(5).Slice(1..).Take([3, 0, 3]);

        Assert.Equal([4, 1, 4], data["row"].Integers.ToArray());
        Assert.Equal([4f, -4f, 1f, -1f, 4f, -4f], data["x"].Floats.ToArray());
        Assert.Contains("Index 1 is 5, which is no row: there are 5.", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Take([0, 5])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Take([-1]));
    }

    [Fact]
    public void Shuffle_SameSeedAndEpoch_GivesTheSameOrderOnEveryMachine()
    {
        // A fixed order: a change of it would change every training run.
        Assert.Equal(Rows(Numbered(8).Shuffle(seed: 7)), Rows(Numbered(8).Shuffle(seed: 7)));
        Assert.NotEqual(Rows(Numbered(8).Shuffle(seed: 7)), Rows(Numbered(8).Shuffle(seed: 8)));
        Assert.NotEqual(Rows(Numbered(8).Shuffle(seed: 7)), Rows(Numbered(8).Shuffle(seed: 7, epoch: 1)));
        Assert.Equal([0, 3, 1, 7, 4, 2, 6, 5], Rows(Numbered(8).Shuffle(seed: 7)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Shuffle_AnyLength_IsAPermutationThatKeepsRowsTogether(int rows)
    {
        var data = Numbered(rows).Shuffle(seed: 3, epoch: 5);

        Assert.Equal(Enumerable.Range(0, rows), Rows(data).Order());
        Assert.All(Enumerable.Range(0, rows), i => Assert.Equal(data["row"].Integers[i], data["x"].Floats[2 * i]));
    }

    [Fact]
    public void Shuffle_ManyEpochs_PutsEachRowEverywhereEquallyOften()
    {
        const int Rows = 6, Epochs = 6000;
        var counts = new int[Rows, Rows];
        var order = new int[Rows];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            Permutation.Fill(order, seed: 1, epoch);
            for (int i = 0; i < Rows; i++)
                counts[i, order[i]]++;
        }

        // Binomial with p = 1/6: the mean is 1000, the standard deviation 28.9; six of them are never exceeded by chance.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 827, 1173));
    }

    internal static DataSet Numbered(int rows) => new DataSet()
        .Add("row", [.. Enumerable.Range(0, rows)])
        .Add("x", [.. Enumerable.Range(0, rows).SelectMany(i => new float[] { i, -i })], 2);

    private static int[] Rows(DataSet data) => data["row"].Integers.ToArray();

    private static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private static string Message(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;
}
