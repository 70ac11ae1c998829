namespace NetGen.Tests.Training;

/// <summary>Products that workers divide by columns.</summary>
public sealed class LargeNetworkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(48)]
    public void PredictAndStep_AnyNumberOfThreads_SameBits(int rows)
    {
        (float[] predictions, float[] parameters) = Run(rows, threads: 1);
        WorkerPool before = WorkerPool.Shared;
        using var pool = new WorkerPool(3);
        try
        {
            WorkerPool.Shared = pool;
            for (int threads = 2; threads <= 3; threads++)
            {
                (float[] samePredictions, float[] sameParameters) = Run(rows, threads);
                Assert.Equal(predictions, samePredictions);
                Assert.Equal(parameters, sameParameters);
            }
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    [Fact]
    public void Predict_OneRow_AgreesWithDoublePrecision()
    {
        var network = new LargeNetwork(seed: 7);
        float[] x = Rows(1), prediction = new float[1];
        network.Predict(x, prediction);
        double[] values = [.. x.Select(value => (double)value)];
        for (int layer = 0; layer < 3; layer++)
        {
            float[] kernel = network.Parameters[$"Body.{layer}.kernel"].ToArray(), bias = network.Parameters[$"Body.{layer}.bias"].ToArray();
            double[] inputs = values;
            values = [.. bias.Select((b, column) => b + inputs.Select((value, row) => value * kernel[row * bias.Length + column]).Sum())];
            if (layer < 2) values = [.. values.Select(Math.Tanh)];
        }

        Assert.Equal(values[0], prediction[0], 1e-4);
    }

    private static (float[] Predictions, float[] Parameters) Run(int rows, int threads)
    {
        var network = new LargeNetwork(seed: 7) { Threads = threads };
        float[] x = Rows(rows), predictions = new float[rows];
        using var trainer = network.CreateTrainer(new Adam(), rows, new TrainerOptions { Threads = threads });
        for (int i = 0; i < 3; i++) trainer.Step(x, x.AsSpan(..rows));
        network.Predict(x, predictions);
        return (predictions, network.Parameters.Buffer.Span.ToArray());
    }

    private static float[] Rows(int rows)
    {
        float[] x = new float[rows * LargeNetwork.Features];
        new CounterRandom(8).FillNormal(x, 0, 1);
        return x;
    }
}
