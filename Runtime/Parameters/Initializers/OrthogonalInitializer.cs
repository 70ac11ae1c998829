namespace NetGen;

/// <summary>
/// A random orthogonal matrix times <paramref name="Gain"/>: leading axes are rows, the last axis is columns; the shorter side is
/// orthonormal. Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
/// (2014). Costs O(longer side × shorter side²).
/// </summary>
/// <param name="Gain">The norm of each orthogonal vector.</param>
public sealed record OrthogonalInitializer(float Gain) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random)
    {
        int columns = shape.Count == 0 ? 1 : shape[shape.Count - 1];
        int rows = values.Length / Math.Max(columns, 1);
        int vectors = Math.Min(rows, columns), length = Math.Max(rows, columns);
        random.FillNormal(values, 0f, 1f);
        double[][] basis = new double[vectors][];
        for (int i = 0; i < vectors; i++)
        {
            double[] vector = basis[i] = new double[length];
            for (int j = 0; j < length; j++) vector[j] = values[i * length + j];
            // A normal matrix's Q with positive R is uniform over the orthogonal matrices; projecting twice makes it orthogonal to working
            // precision.
            Project(vector, basis, i);
            Project(vector, basis, i);
            Scale(vector, 1 / Math.Sqrt(Dot(vector, vector)));
        }

        for (int i = 0; i < vectors; i++)
            for (int j = 0; j < length; j++)
                values[rows >= columns ? j * columns + i : i * columns + j] = (float)(Gain * basis[i][j]);
    }

    private static void Project(double[] vector, double[][] basis, int count)
    {
        for (int k = 0; k < count; k++)
        {
            double[] direction = basis[k];
            double component = Dot(vector, direction);
            for (int j = 0; j < vector.Length; j++) vector[j] -= component * direction[j];
        }
    }

    private static void Scale(double[] vector, double factor)
    {
        for (int j = 0; j < vector.Length; j++) vector[j] *= factor;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }
}
