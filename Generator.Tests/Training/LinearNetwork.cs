using NetGen.Kernels;

namespace NetGen.Tests.Training;

/// <summary>A stand-in for generated code: y = x·W + b, mean squared error over the outputs, written by hand.</summary>
internal sealed class LinearNetwork : INetwork
{
    public const int Features = 3;

    public LinearNetwork(ulong seed)
    {
        Seed = seed;
        Parameters = new ParameterSet(ParameterLayout.Pack(("Head.0.kernel", [Features, 1], Initializer.GlorotUniform), ("Head.0.bias", [1], Initializer.Zeros)));
        Parameters.Initialize(seed);
    }

    public string Name => "Linear";

    public ulong Seed { get; }

    public ParameterSet Parameters { get; }

    public IReadOnlyList<TensorInfo> Inputs { get; } =
        [new("x", [Features], ElementType.Float32, TensorRole.Input), new("y", [1], ElementType.Float32, TensorRole.Target)];

    public IReadOnlyList<TensorInfo> Outputs { get; } = [new("prediction", [1], ElementType.Float32, TensorRole.Output)];

    public IReadOnlyList<MetricInfo> Metrics { get; } = [new("Mae", MetricKind.Mean, 1), new("R2", MetricKind.R2, 3)];

    public NetworkGraph Structure => throw new NotSupportedException("the stand-in has no graph");

    public Trainer CreateTrainer(Optimizer optimizer, int batchSize, TrainerOptions? options = null) =>
        new LinearTrainer(this, optimizer, batchSize, options);

    public float Predict(ReadOnlySpan<float> row)
    {
        float sum = Parameters.Buffer.Span[Parameters.Layout[1].Offset];
        for (int i = 0; i < Features; i++) sum += row[i] * Parameters.Buffer.Span[i];
        return sum;
    }

    public DataSet Predict(DataSet data, int batchSize = 256)
    {
        var x = data["x"].Floats;
        var values = new float[data.Rows];
        for (int row = 0; row < values.Length; row++) values[row] = Predict(x.Slice(row * Features, Features));
        return new DataSet().Add("prediction", values);
    }

    public EvaluationResult Evaluate(DataSet data, int batchSize = 256)
    {
        using var reader = new BatchReader(data, Inputs, batchSize, new BatchReaderOptions { Shuffle = false });
        var sums = new MetricAccumulator(Metrics);
        while (reader.Read(out BatchView batch))
        {
            float[] absolute = new float[batch.Rows], determination = new float[batch.Rows * 3];
            double loss = 0;
            for (int row = 0; row < batch.Rows; row++)
            {
                float target = batch.Floats(1)[row], error = Predict(batch.Floats(0).Slice(row * Features, Features)) - target;
                loss += error * error;
                absolute[row] = Math.Abs(error);
                (determination[row * 3], determination[row * 3 + 1], determination[row * 3 + 2]) = (error * error, target, target * target);
            }

            sums.AddBatch(loss / batch.Rows, batch.Rows);
            sums.Add(0, absolute);
            sums.Add(1, determination);
        }

        return sums.Finish();
    }

    private sealed class LinearTrainer(LinearNetwork network, Optimizer optimizer, int batchSize, TrainerOptions? options)
        : Trainer(network, optimizer, batchSize, options)
    {
        public override float Step(BatchView batch)
        {
            RequireRows(batch.Rows);
            Span<float> gradients = Gradients.Span;
            gradients.Clear();
            float loss = 0;
            for (int row = 0; row < batch.Rows; row++)
            {
                ReadOnlySpan<float> x = batch.Floats(0).Slice(row * Features, Features);
                float error = network.Predict(x) - batch.Floats(1)[row];
                loss += error * error / batch.Rows;
                for (int i = 0; i < Features; i++) gradients[i] += 2 * error * x[i] / batch.Rows;
                gradients[OptimizerState.Layout[1].Offset] += 2 * error / batch.Rows;
            }

            return Finish(loss);
        }
    }
}
