using Xunit;

namespace NetGen.Tests.Data;

public sealed class BatchReaderTests
{
    private static readonly TensorInfo[] Slots =
    [
        new("x", [2], ElementType.Float32, TensorRole.Input),
        new("row", [1], ElementType.Int32, TensorRole.Target),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OneEpoch_GivesEveryRowOnceAndTheRestInASmallerBatch(bool prefetch)
    {
        using var reader = new BatchReader(DataSetTests.Numbered(10), Slots, 4, new() { Seed = 1, Prefetch = prefetch });
        var sizes = new List<int>();
        var rows = new List<int>();
        while (reader.Read(out var batch))
        {
            sizes.Add(batch.Rows);
            rows.AddRange(batch.Integers(1));
            Assert.Equal(batch.Rows * 2, batch.Floats(0).Length);
            for (int i = 0; i < batch.Rows; i++)
                Assert.Equal(batch.Integers(1)[i], batch.Floats(0)[2 * i]);
        }

        Assert.Equal([4, 4, 2], sizes);
        Assert.Equal(Enumerable.Range(0, 10), rows.Order());
        Assert.NotEqual(Enumerable.Range(0, 10), rows);
        Assert.False(reader.Read(out _));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void Read_OnADisposedReader_NamesTheReader(bool shuffle, bool prefetch)
    {
        var reader = new BatchReader(DataSetTests.Numbered(10), Slots, 4, new() { Shuffle = shuffle, Prefetch = prefetch });
        reader.Dispose();
        reader.Dispose();
        foreach (var use in new Action[] { () => reader.Read(out _), () => reader.Start(1) })
            Assert.Equal(typeof(BatchReader).FullName, Assert.Throws<ObjectDisposedException>(use).ObjectName);
    }

    [Fact]
    public void Read_SmallerLastBatchDropped_GivesFullBatchesOnly()
    {
        using var reader = new BatchReader(DataSetTests.Numbered(10), Slots, 4, new() { DropLast = true });

        Assert.Equal(2, reader.BatchesPerEpoch);
        Assert.Equal(8, ReadEpoch(reader, 0).Count);
    }

    [Fact]
    public void Read_WithoutShuffling_GivesTheRowsInPlace()
    {
        var data = DataSetTests.Numbered(5);
        using var reader = new BatchReader(data, Slots, 3, new() { Shuffle = false });

        Assert.True(reader.Read(out var batch));
        Assert.True(batch.Floats(0) == data["x"].Floats[..6]);
        Assert.True(reader.Read(out batch));
        Assert.Equal([3, 4], batch.Integers(1).ToArray());
        Assert.True(batch.Integers(1) == data["row"].Integers[3..]);
    }

    [Fact]
    public void Read_WithPrefetch_GivesTheSameBatchesInTheSameOrder()
    {
        var data = DataSetTests.Numbered(1003);
        using var plain = new BatchReader(data, Slots, 17, new() { Seed = 9 });
        using var prefetching = new BatchReader(data, Slots, 17, new() { Seed = 9, Prefetch = true });

        for (int epoch = 0; epoch < 5; epoch++)
            Assert.Equal(ReadEpoch(plain, epoch), ReadEpoch(prefetching, epoch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_InTheMiddleOfAnEpoch_ContinuesAsIfReadFromItsStart(bool prefetch)
    {
        var data = DataSetTests.Numbered(50);
        using var reader = new BatchReader(data, Slots, 8, new() { Seed = 2, Prefetch = prefetch });
        var whole = ReadEpoch(reader, 3);

        // Leaves an epoch that is half read, with a batch under way.
        reader.Start(1);
        Assert.True(reader.Read(out _));
        var rest = ReadEpoch(reader, 3, batch: 2);

        Assert.Equal(3, reader.Epoch);
        Assert.Equal(whole.Skip(16), rest);
        reader.Start(3, reader.BatchesPerEpoch);
        Assert.False(reader.Read(out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Start(3, reader.BatchesPerEpoch + 1));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Read_AfterWarmUp_AllocatesNothing(bool shuffle, bool prefetch)
    {
        using var reader = new BatchReader(DataSetTests.Numbered(160), Slots, 16, new() { Shuffle = shuffle, Prefetch = prefetch });
        Consume(reader, 0);
        Consume(reader, 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int epoch = 2; epoch < 6; epoch++)
            Consume(reader, epoch);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Dispose_WithABatchUnderWay_EndsTheThread()
    {
        for (int i = 0; i < 20; i++)
        {
            var reader = new BatchReader(DataSetTests.Numbered(100), Slots, 10, new() { Prefetch = true });
            if (i % 2 == 0)
                reader.Read(out _);
            reader.Dispose();
        }
    }

    [Fact]
    public void Constructor_ColumnsThatDoNotFit_ListsEveryFault()
    {
        var data = new DataSet().Add("X", new float[8], 2).Add("image", new float[16], 4).Add("row", new float[4]).Add("wide", new float[8], 2);
        TensorInfo[] slots =
        [
            Slots[0], new("image", [2, 2], ElementType.Float32, TensorRole.Input), Slots[1],
            new("wide", [3], ElementType.Float32, TensorRole.Target),
        ];

        string message = Assert.Throws<ArgumentException>(() => new BatchReader(data, slots, 2)).Message;

        Assert.Contains("The network's input 'x' (2) Float32 has no column of that name. Did you mean 'X'?", message);
        Assert.Contains("The network's input 'image' expects (2, 2) Float32, the column has (4) Float32: add it with the row shape (2, 2).", message);
        Assert.Contains("The network's target 'row' expects (1) Int32, the column has (1) Float32: add it from an int[].", message);
        Assert.Contains("The network's target 'wide' expects (3) Float32, the column has (2) Float32.", message);
    }

    [Fact]
    public void Constructor_NothingToRead_Throws()
    {
        var empty = new DataSet().Add("x", Array.Empty<float>(), 2).Add("row", Array.Empty<int>());

        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => new BatchReader(empty, Slots, 2)).Message);
        Assert.Contains(
            "3 rows do not fill one batch of 4",
            Assert.Throws<ArgumentException>(() => new BatchReader(DataSetTests.Numbered(3), Slots, 4, new() { DropLast = true })).Message);
    }

    [Fact]
    public void Floats_OfASlotOfIntegers_Throws()
    {
        using var reader = new BatchReader(DataSetTests.Numbered(3), Slots, 4);

        Assert.Throws<InvalidOperationException>(() =>
        {
            reader.Read(out var batch);
            return batch.Floats(1).Length;
        });
    }

    private static List<int> ReadEpoch(BatchReader reader, int epoch, int batch = 0)
    {
        var rows = new List<int>();
        reader.Start(epoch, batch);
        while (reader.Read(out var view))
            rows.AddRange(view.Integers(1));
        return rows;
    }

    private static int Consume(BatchReader reader, int epoch)
    {
        int sum = 0;
        reader.Start(epoch);
        while (reader.Read(out var batch))
            sum += batch.Integers(1)[0] + batch.Floats(0).Length;
        return sum;
    }
}
