using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class VectorMathTests
{
    // Every 2^15th float of both signs between the limits of a function: 130,000 values, dense in every binade. The benchmarks' command
    // accuracy tries all floats at one width; its results are the limits here.
    private const int SampleStep = 32_749;

    [Fact]
    public void Exp_WholeRange_IsAccurate() => CheckUnary<ExpFunction>(0.9, withoutFused: 1.3);

    [Fact]
    public void Expm1_WholeRange_IsAccurate() => CheckUnary<Expm1Function>(1.5, withoutFused: 1.5);

    [Fact]
    public void Log_WholeRange_IsAccurate() => CheckUnary<LogFunction>(0.9, withoutFused: 1);

    [Fact]
    public void Log1p_WholeRange_IsAccurate() => CheckUnary<Log1pFunction>(1.5, withoutFused: 2);

    [Fact]
    public void Tanh_WholeRange_IsAccurate() => CheckUnary<TanhFunction>(1.4, withoutFused: 1.4);

    [Fact]
    public void Sigmoid_WholeRange_IsAccurate() => CheckUnary<SigmoidFunction>(2.5, withoutFused: 2.5);

    [Fact]
    public void Softplus_WholeRange_IsAccurate() => CheckUnary<SoftplusFunction>(2, withoutFused: 2);

    [Fact]
    public void Erf_WholeRange_IsAccurate() => CheckUnary<ErfFunction>(1.3, withoutFused: 1.5);

    [Fact]
    public void SinAndCos_ManyPeriods_AreAccurate() => Widths.ForEach(default(Waves));

    [Fact]
    public void Pow_WholeRange_IsAccurate() => Widths.ForEach(new PowAccuracy());

    [Fact]
    public void Pow_SpecialCases_FollowIeee754() => Widths.ForEach(new PowSpecials());

    private static void CheckUnary<F>(double limit, double withoutFused)
        where F : struct, IFunction
    {
        UnaryAccuracy<F> check = new(Widths.HasFusedMultiplyAdd ? limit : withoutFused);
        Widths.ForEach(check);
        if (Widths.HasFusedMultiplyAdd)
            Assert.All(check.Bits, bits => Assert.Equal(check.Bits[0], bits));
    }

    private readonly struct Waves : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            double limit = Widths.HasFusedMultiplyAdd ? 1.5e-7 : 2.5e-7;
            var random = new Random(1);
            for (int i = 0; i < 200_000; i++)
            {
                float x = (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 5)) * 6);
                V vector = V.Create(x);
                float sine = V.MaxAcross(VectorMath.Sin(vector)), cosine = V.MaxAcross(VectorMath.Cos(vector));
                Assert.True(Math.Abs(sine - Math.Sin(x)) <= limit, $"sin {x:R} is {Math.Sin(x)}, not {sine}");
                Assert.True(Math.Abs(cosine - Math.Cos(x)) <= limit, $"cos {x:R} is {Math.Cos(x)}, not {cosine}");
            }

            Assert.Equal([0f, 1f], [V.MaxAcross(VectorMath.Sin(V.Zero)), V.MaxAcross(VectorMath.Cos(V.Zero))]);
            Assert.True(float.IsNaN(V.Sum(VectorMath.Sin(V.Create(float.NaN)))) && float.IsNaN(V.Sum(VectorMath.Cos(V.Create(float.PositiveInfinity)))));
        }
    }

    private sealed class UnaryAccuracy<F>(double limit) : IWidthAction
        where F : struct, IFunction
    {
        public List<int> Bits { get; } = [];

        public void Run<V>()
            where V : struct, ISimd<V>
        {
            float[] sample = Sample(), results = new float[sample.Length];
            for (int i = 0; i < sample.Length; i += V.Count)
                V.Store(F.Vector(V.Load(ref sample[i], 0)), ref results[i], 0);

            HashCode hash = default;
            (double error, float at, float got) = (0, 0, 0);
            for (int i = 0; i < sample.Length; i++)
            {
                hash.Add(float.IsNaN(results[i]) ? 0 : BitConverter.SingleToInt32Bits(results[i]));
                double e = Ulp.Error(results[i], F.Exact(sample[i]));
                if (!(e <= error))
                    (error, at, got) = (e, sample[i], results[i]);
            }

            Bits.Add(hash.ToHashCode());
            Assert.True(error <= limit, $"{typeof(F).Name}, {V.Count} lanes: {error:f3} ulp at {at:r}: {got:r}, not {F.Exact(at):r}");
        }

        private static float[] Sample()
        {
            List<float> values =
            [
                0f, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue,
            ];
            for (int bits = 1; bits < 0x7F800000 && bits > 0; bits += SampleStep)
            {
                values.Add(BitConverter.Int32BitsToSingle(bits));
                values.Add(-BitConverter.Int32BitsToSingle(bits));
            }

            // Where results are neither saturated nor linear.
            for (float x = -110; x < 110; x += 0.0173f)
                values.Add(x);
            for (float x = -4.5f; x < 4.5f; x += 0.00037f)
                values.Add(x);
            while (values.Count % 16 != 0)
                values.Add(1);
            return [.. values];
        }
    }

    private readonly struct PowAccuracy : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            Random random = new(5);
            for (int i = 0; i < 60_000; i++)
            {
                float a = (float)Math.Exp(random.NextDouble() * 170 - 85);
                float b = (float)((random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-3, 2)));
                if (i % 3 == 0)
                    (a, b) = (0.5f + random.NextSingle(), b * 20);
                float actual = V.Sum(V.Select(V.FirstLanes(1), VectorMath.Pow(V.Create(a), V.Create(b)), V.Zero));
                double limit = 3 + (Widths.HasFusedMultiplyAdd ? 0 : 3 * Math.Abs(b * Math.Log(a)));
                double error = Ulp.Error(actual, Math.Pow(a, b));
                Assert.True(error <= limit, $"{V.Count} lanes: {error:f3} ulp at pow({a:r}, {b:r}): {actual:r}, not {Math.Pow(a, b):r}");
            }
        }
    }

    private readonly struct PowSpecials : IWidthAction
    {
        private static readonly float[] Limits = [0f, -0f, 1, -1, 2, -2, 0.5f, -0.5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        private static readonly float[] Bases = [.. Limits, 1e-40f, -1e-40f, 3e38f];
        private static readonly float[] Exponents = [.. Limits, 3, -3, 1e10f, -1e10f, 16777217f];

        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (float a in Bases)
            {
                foreach (float b in Exponents)
                {
                    float[] lanes = new float[V.Count];
                    V.Store(VectorMath.Pow(V.Create(a), V.Create(b)), ref lanes[0], 0);
                    float expected = MathF.Pow(a, b);
                    bool sameSign = float.IsNaN(expected) || float.IsNegative(lanes[0]) == float.IsNegative(expected);
                    Assert.True(sameSign && Ulp.Error(lanes[0], expected) <= 2, $"pow({a:r}, {b:r}) is {lanes[0]:r}, not {expected:r}");
                }
            }
        }
    }
}
