namespace NetGen.Tests.Training;

/// <summary>What training changes, as copies to compare, and rows to train on.</summary>
internal static class Trained
{
    public static float[] Values(INetwork network) => network.Parameters.Buffer.Span.ToArray();

    public static float[] State(Trainer trainer) =>
        [.. Enumerable.Range(0, trainer.OptimizerState.BufferNames.Count).SelectMany(i => trainer.OptimizerState.Buffer(i).ToArray())];

    public static (float[] X, float[] Y) NormalRows(int rows, int features)
    {
        float[] x = new float[rows * features], y = new float[rows];
        new CounterRandom(21).FillNormal(x, 0, 1);
        new CounterRandom(22).FillNormal(y, 0, 1);
        return (x, y);
    }
}
