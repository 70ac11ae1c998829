namespace NetGen.Tests.Training;

public sealed class InitializerTests
{
    private const int In = 200, Out = 120;

    public static TheoryData<Initializer, double> Bounded => new()
    {
        { Initializer.GlorotUniform, Math.Sqrt(6.0 / (In + Out)) },
        { Initializer.HeUniform, Math.Sqrt(6.0 / In) },
        { Initializer.LeCunUniform, Math.Sqrt(3.0 / In) },
        { Initializer.Uniform(0.25f), 0.25 },
    };

    public static TheoryData<Initializer, double> Spread => new()
    {
        { Initializer.GlorotNormal, Math.Sqrt(2.0 / (In + Out)) },
        { Initializer.HeNormal, Math.Sqrt(2.0 / In) },
        { Initializer.LeCunNormal, Math.Sqrt(1.0 / In) },
        { Initializer.Normal(0.02f), 0.02 },
    };

    [Theory]
    [MemberData(nameof(Bounded))]
    public void Uniform_DenseKernel_FillsItsBounds(Initializer initializer, double limit)
    {
        float[] values = Fill(initializer, In, Out);
        Assert.All(values, value => Assert.InRange(value, -limit * 1.0001, limit * 1.0001));
        Assert.True(values.Max() > 0.99 * limit && values.Min() < -0.99 * limit);
        Assert.InRange(values.Average(), -0.02 * limit, 0.02 * limit);
        Assert.InRange(Deviation(values), 0.98 * limit / Math.Sqrt(3), 1.02 * limit / Math.Sqrt(3));
    }

    [Theory]
    [MemberData(nameof(Spread))]
    public void Normal_DenseKernel_HasItsDeviation(Initializer initializer, double deviation)
    {
        float[] values = Fill(initializer, In, Out);
        Assert.InRange(values.Average(), -0.02 * deviation, 0.02 * deviation);
        Assert.InRange(Deviation(values), 0.98 * deviation, 1.02 * deviation);
        Assert.Contains(values, value => Math.Abs(value) > 3 * deviation);
    }

    [Fact]
    public void HeNormal_ConvolutionKernel_ReceptiveFieldCountsAsInputs() =>
        Assert.InRange(Deviation(Fill(Initializer.HeNormal, 3, 3, 40, 50)), 0.97 * Math.Sqrt(2.0 / 360), 1.03 * Math.Sqrt(2.0 / 360));

    [Theory]
    [InlineData(30, 20)]
    [InlineData(20, 30)]
    [InlineData(25, 25)]
    [InlineData(1, 1)]
    public void Orthogonal_Matrix_ShorterSideIsOrthonormal(int rows, int columns)
    {
        float[] values = Fill(Initializer.Orthogonal, rows, columns);
        int vectors = Math.Min(rows, columns);
        for (int a = 0; a < vectors; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => rows >= columns
                    ? (double)values[i * columns + a] * values[i * columns + b]
                    : (double)values[a * columns + i] * values[b * columns + i]);
                Assert.Equal(a == b ? 1.0 : 0.0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void Constants_AnyShape_EveryValue()
    {
        Assert.All(Fill(Initializer.Zeros, 7), value => Assert.Equal(0f, value));
        Assert.All(Fill(Initializer.Ones, 7), value => Assert.Equal(1f, value));
        Assert.All(Fill(Initializer.Constant(-2.5f), 7), value => Assert.Equal(-2.5f, value));
    }

    [Fact]
    public void Initialize_ParametersReordered_SameValuesByName()
    {
        var first = new ParameterSet(ParameterLayout.Pack(("a", [5, 4], Initializer.HeNormal), ("b", [9], Initializer.Normal(1))));
        var second = new ParameterSet(ParameterLayout.Pack(("new", [3], Initializer.Normal(1)), ("b", [9], Initializer.Normal(1)), ("a", [5, 4], Initializer.HeNormal)));
        first.Initialize(11);
        second.Initialize(11);
        Assert.Equal(first["a"].ToArray(), second["a"].ToArray());
        Assert.Equal(first["b"].ToArray(), second["b"].ToArray());
        second.Initialize(12);
        Assert.NotEqual(first["a"].ToArray(), second["a"].ToArray());
    }

    private static float[] Fill(Initializer initializer, params int[] shape)
    {
        float[] values = new float[shape.Aggregate(1, (a, b) => a * b)];
        initializer.Fill(values, shape, new CounterRandom(42, "kernel"));
        return values;
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
