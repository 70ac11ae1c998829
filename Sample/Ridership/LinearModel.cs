namespace NetGen.Sample.Ridership;

/// <summary>Least squares: what the network is compared with.</summary>
internal static class LinearModel
{
    // Only breaks the ties between columns that add up to a constant, such as the seven days of the week.
    private const double Ridge = 1e-3;

    /// <summary>Fits on the training days, takes one standard deviation from the validation days, and predicts the test days.</summary>
    public static Forecast Predict(RidershipData data)
    {
        double[] weights = Fit(data.Training.X, data.Training.Passengers);
        var validation = new Forecast(Apply(weights, data.Validation.X), new double[data.Validation.Dates.Length], data.Validation.Passengers);
        var test = new Forecast(Apply(weights, data.Test.X), new double[data.Test.Dates.Length], data.Test.Passengers);
        return test.WithConstantSigma(validation.Rmse);
    }

    // The weights, then the constant: (XᵀX + λI) w = Xᵀy by Cholesky's decomposition.
    private static double[] Fit(ReadOnlySpan<float> x, float[] y)
    {
        int width = x.Length / y.Length, size = width + 1;
        var a = new double[size, size];
        var w = new double[size];
        var row = new double[size];
        for (int day = 0; day < y.Length; day++)
        {
            for (int i = 0; i < width; i++)
                row[i] = x[(day * width) + i];
            row[width] = 1;
            for (int i = 0; i < size; i++)
            {
                w[i] += row[i] * y[day];
                for (int j = 0; j <= i; j++)
                    a[i, j] += row[i] * row[j];
            }
        }

        for (int i = 0; i < width; i++)
            a[i, i] += Ridge * y.Length;
        Solve(a, w);
        return w;
    }

    // a holds a symmetric positive definite matrix in its lower triangle, and its factor afterwards.
    private static void Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++)
                    sum -= a[i, k] * a[j, k];
                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            for (int j = 0; j < i; j++)
                b[i] -= a[i, j] * b[j];
            b[i] /= a[i, i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < size; j++)
                b[i] -= a[j, i] * b[j];
            b[i] /= a[i, i];
        }
    }

    private static double[] Apply(double[] weights, ReadOnlySpan<float> x)
    {
        int width = weights.Length - 1;
        var result = new double[x.Length / width];
        for (int day = 0; day < result.Length; day++)
        {
            result[day] = weights[width];
            for (int i = 0; i < width; i++)
                result[day] += weights[i] * x[(day * width) + i];
        }

        return result;
    }
}
