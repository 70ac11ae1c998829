namespace NetGen.Tests.Training;

/// <summary>Rows of y = 2·x₀ − x₁ + 0.5·x₂ + 3 with some noise, unless the test changes the targets.</summary>
internal static class LinearData
{
    public static DataSet Create(int rows, float noise = 0.1f, Action<float[]>? changeTargets = null)
    {
        float[] x = new float[rows * LinearNetwork.Features], y = new float[rows];
        new CounterRandom(5, "x").FillNormal(x, 0, 1);
        new CounterRandom(5, "noise").FillNormal(y, 3, noise);
        for (int row = 0; row < rows; row++) y[row] += 2 * x[row * 3] - x[row * 3 + 1] + 0.5f * x[row * 3 + 2];
        changeTargets?.Invoke(y);
        return new DataSet().Add("x", x, LinearNetwork.Features).Add("y", y);
    }
}
