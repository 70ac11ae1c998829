namespace NetGen.Tests.Training;

public sealed class EmbeddingTests
{
    private static readonly int[] First = [1, 2, 3, 1, 1, 9], Second = [4, 5, 6, 4, 4, 49];

    [Fact]
    public void Step_OnOtherWords_LeavesSparseVectorsWithTheirStateAndMovesDenseOnes()
    {
        var network = new EmbeddingNetwork(seed: 3);
        using var trainer = network.CreateTrainer(new Adam(0.01f), 1);
        trainer.Step(First, [1f]);
        float[] sparse = network.Parameters["Sparse.embeddings"].ToArray(), full = network.Parameters["Full.embeddings"].ToArray();
        trainer.Step(Second, [1f]);
        for (int word = 0; word < EmbeddingNetwork.Words; word++)
        {
            bool isNew = Second.Contains(word), isOld = First.Contains(word);
            Assert.Equal(isNew, Row(sparse, word)[0] != Row(network.Parameters["Sparse.embeddings"], word)[0]);
            Assert.Equal(isNew || isOld, Row(full, word)[0] != Row(network.Parameters["Full.embeddings"], word)[0]);
        }
    }

    [Fact]
    public void Step_WithoutMomentum_IsTheSameForSparseAndDense()
    {
        var network = new EmbeddingNetwork(seed: 3);
        network.Parameters["Full.embeddings"].CopyTo(network.Parameters["Sparse.embeddings"]);
        using var trainer = network.CreateTrainer(new Sgd(0.1f), 2);
        for (int i = 0; i < 3; i++) trainer.Step([.. First, .. Second], [1f, -1f]);
        Assert.Equal(network.Parameters["Full.embeddings"].ToArray(), network.Parameters["Sparse.embeddings"].ToArray());
    }

    [Fact]
    public void Gradients_AfterOtherWords_AreZeroWhereNothingWasLookedUp()
    {
        var network = new EmbeddingNetwork(seed: 3);
        foreach (int[] words in new[] { First, Second })
        {
            float[] gradient = network.Gradients(words, [1f])["Sparse.embeddings"].ToArray();
            for (int word = 0; word < EmbeddingNetwork.Words; word++)
                Assert.Equal(words.Contains(word), Row(gradient, word).ToArray().Any(value => value != 0));
        }
    }

    // Clipping needs the whole gradient first, so that its step is that of a dense embedding.
    [Fact]
    public void Step_ClippingByNorm_UpdatesEveryVector()
    {
        var network = new EmbeddingNetwork(seed: 3);
        using var trainer = network.CreateTrainer(new Adam(0.01f), 1, new TrainerOptions { ClipNorm = 1000 });
        trainer.Step(First, [1f]);
        float[] sparse = network.Parameters["Sparse.embeddings"].ToArray();
        trainer.Step(Second, [1f]);
        Assert.NotEqual(Row(sparse, First[0])[0], Row(network.Parameters["Sparse.embeddings"], First[0])[0]);
    }

    [Fact]
    public void Steps_AnyNumberOfThreads_GiveTheSameBits()
    {
        float[] expected = Train(threads: 1);
        WorkerPool before = WorkerPool.Shared;
        using var pool = new WorkerPool(3);
        try
        {
            WorkerPool.Shared = pool;
            Assert.Equal(expected, Train(threads: 2));
            Assert.Equal(expected, Train(threads: 3));
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Call_WithANumberOutsideTheTable_SaysWhichAndWhere(int wrong)
    {
        var network = new EmbeddingNetwork(seed: 3);
        int[] words = [.. Enumerable.Repeat(First, 40).SelectMany(row => row)];
        words[75] = wrong;
        float[] y = new float[40];
        using var trainer = network.CreateTrainer(new Sgd(), 40);
        string message = $"EmbeddingNetwork: 'words' has {wrong} at place 3 of row 12, but 'Sparse' has 50 entries; pass numbers from 0 to 49.";
        foreach (Action call in (Action[])[() => network.Predict(words, y), () => trainer.Step(words, y), () => network.Gradients(words, y), () => network.Evaluate(words, y)])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        }
    }

    private static float[] Train(int threads)
    {
        var network = new EmbeddingNetwork(seed: 3) { Threads = threads };
        var random = new CounterRandom(4);
        const int Rows = 100;
        int[] words = [.. Enumerable.Range(0, Rows * EmbeddingNetwork.Length).Select(i => random.Below(EmbeddingNetwork.Words, (ulong)i))];
        float[] y = [.. Enumerable.Range(0, Rows).Select(i => (float)(i % 3))];
        using var trainer = network.CreateTrainer(new Adam(), Rows, new TrainerOptions { Threads = threads });
        for (int i = 0; i < 4; i++) trainer.Step(words, y);
        return network.Parameters.Buffer.Span.ToArray();
    }

    private static ReadOnlySpan<float> Row(ReadOnlySpan<float> table, int word) => table.Slice(word * 5, 5);
}
