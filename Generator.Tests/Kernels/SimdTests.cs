using System.Runtime.InteropServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class SimdTests
{
    private static readonly float[] Values =
    [
        0f, -0f, 1f, -1f, 0.5f, -2.5f, 3.5f, 1e30f, -1e-30f, float.Epsilon, float.MaxValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 7f, -3.25f, 1.5f, 2f, -0.25f, 4194303.5f, -8388607.5f, 8388609f,
    ];

    [Fact]
    public void LoadAndStorePartial_EveryCountAtAGuardPage_TouchesOnlyThoseLanes() => Widths.ForEach(default(PartialAccess));

    [Fact]
    public void Operations_EveryPairOfSpecialValues_AgreeWithScalars() => Widths.ForEach(default(Operations));

    [Fact]
    public void Reductions_DistinctLanes_AgreeWithScalars() => Widths.ForEach(default(Reductions));

    [Fact]
    public void SplitNearOne_AllKindsOfNumbers_GivesMantissaAndExponent() => Widths.ForEach(default(SplitsNearOne));

    [Fact]
    public void PowersOfTwo_NormalNumbers_AreSplitAndScaledExactly() => Widths.ForEach(default(PowersOfTwo));

    private static float[] Lanes<V>(V value)
        where V : struct, ISimd<V>
    {
        float[] lanes = GC.AllocateUninitializedArray<float>(V.Count, pinned: true);
        V.Store(value, ref lanes[0], 0);
        return lanes;
    }

    private readonly struct PartialAccess : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int count = 1; count < V.Count; count++)
            {
                using GuardedBuffer source = new(count, new Random(count));
                using GuardedBuffer destination = new(count);
                using GuardedBuffer integers = new(count);
                Span<int> whole = MemoryMarshal.Cast<float, int>(integers.Span);
                for (int i = 0; i < count; i++)
                    whole[i] = 1000 * i - 7;
                TailLanes<V> lanes = new((nuint)count);

                V value = lanes.Load(ref source.Reference, 0);
                lanes.Store(value, ref destination.Reference, 0);
                float[] kept = Lanes(lanes.Keep(value, V.Create(9f)));
                float[] converted = Lanes(lanes.LoadIntegers(ref whole[0], 0));

                Assert.Equal(source.Span, destination.Span);
                Assert.Equal(source.Span, Lanes(value).AsSpan(0, count));
                Assert.All(Lanes(value)[count..], static lane => Assert.Equal(0f, lane));
                Assert.Equal(source.Span, kept.AsSpan(0, count));
                Assert.All(kept[count..], static lane => Assert.Equal(9f, lane));
                Assert.Equal([.. Enumerable.Range(0, V.Count).Select(i => i < count ? 1000f * i - 7 : 0)], converted);
            }
        }
    }

    private delegate void Accumulation<V>(ref V sum)
        where V : struct, ISimd<V>;

    private readonly struct Operations : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (float x in Values)
            {
                V a = V.Create(x);
                Same(MathF.Abs(x), V.Abs(a));
                Same(MathF.Sqrt(x), V.Sqrt(a));
                Same(MathF.Round(x), V.Round(a));
                Same(MathF.Floor(x), V.Floor(a));
                Same(-x, -a);
                foreach (float y in Values)
                    Pair(x, y, a, V.Create(y));
            }
        }

        private static void Pair<V>(float x, float y, V a, V b)
            where V : struct, ISimd<V>
        {
            Same(x + y, a + b);
            Same(x - y, a - b);
            Same(x * y, a * b);
            Same(x / y, a / b);
            float multiplied = Widths.HasFusedMultiplyAdd ? MathF.FusedMultiplyAdd(x, y, 1.1f) : x * y + 1.1f;
            Same(multiplied, V.MultiplyAdd(a, b, V.Create(1.1f)));
            Same(multiplied, Accumulated((ref V sum) => V.MultiplyAccumulate(a, b, ref sum)));
            Same(multiplied, Accumulated((ref V sum) => V.MultiplyAccumulate(x, b, ref sum)));
            Mask(x > y, V.GreaterThan(a, b));
            Mask(x >= y, V.GreaterThanOrEqual(a, b));
            Mask(x < y, V.LessThan(a, b));
            Mask(x <= y, V.LessThanOrEqual(a, b));
            Mask(x == y, V.Equals(a, b));
            Mask(x != y, V.NotEquals(a, b));
            Mask(!(x > y), V.Not(V.GreaterThan(a, b)));
            Same(x < y ? x : y, V.Select(V.LessThan(a, b), a, b));
            Same(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) & ~BitConverter.SingleToInt32Bits(y)), V.AndNot(a, b));
            Same(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) & BitConverter.SingleToInt32Bits(y)), V.And(a, b));
            Same(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) | BitConverter.SingleToInt32Bits(y)), V.Or(a, b));
            if (!float.IsNaN(x) && !float.IsNaN(y) && x != y)
            {
                Same(MathF.Min(x, y), V.Min(a, b));
                Same(MathF.Max(x, y), V.Max(a, b));
            }
        }

        private static V Accumulated<V>(Accumulation<V> accumulate)
            where V : struct, ISimd<V>
        {
            V sum = V.Create(1.1f);
            accumulate(ref sum);
            return sum;
        }

        private static void Same<V>(float expected, V actual)
            where V : struct, ISimd<V>
            => Assert.All(Lanes(actual), lane => Assert.True(
                BitConverter.SingleToInt32Bits(lane) == BitConverter.SingleToInt32Bits(expected) || (float.IsNaN(lane) && float.IsNaN(expected)),
                $"{V.Count} lanes: expected {expected}, got {lane}"));

        private static void Mask<V>(bool expected, V actual)
            where V : struct, ISimd<V>
            => Assert.All(Lanes(actual), lane => Assert.Equal(expected ? -1 : 0, BitConverter.SingleToInt32Bits(lane)));
    }

    private readonly struct Reductions : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            float[] values = [.. Enumerable.Range(0, 4 * V.Count).Select(static i => (float)((i * 37 % 64) - 20))];
            using GuardedBuffer buffer = new(values.Length);
            values.CopyTo(buffer.Span);
            V[] vectors = [.. Enumerable.Range(0, 4).Select(i => V.Load(ref MemoryMarshal.GetArrayDataReference(values), (nuint)(i * V.Count)))];
            float[] sums = [.. values.Chunk(V.Count).Select(static chunk => chunk.Sum())];

            Assert.Equal(sums[1], V.Sum(vectors[1]));
            Assert.Equal(values[..V.Count].Max(), V.MaxAcross(vectors[0]));
            Assert.Equal(values[..V.Count].Min(), V.MinAcross(vectors[0]));
            Assert.Equal(sums, Lanes(V.SumFour(vectors[0], vectors[1], vectors[2], vectors[3])));
            Assert.Equal([.. Enumerable.Range(0, V.Count).Select(static i => (float)i)], Lanes(V.Iota));
            for (int lane = 0; lane < V.Count; lane++)
            {
                float[] withNaN = values[..V.Count];
                withNaN[lane] = float.NaN;
                V vector = V.Load(ref MemoryMarshal.GetArrayDataReference(withNaN), 0);
                Assert.True(float.IsNaN(V.MaxAcross(vector)) && float.IsNaN(V.MinAcross(vector)), $"lane {lane} of {V.Count}");
            }
        }
    }

    private readonly struct PowersOfTwo : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int n = -252; n <= 252; n++)
                Assert.All(Lanes(V.ScaleByPowerOfTwo(V.Create(1.2345f), V.Create(n))), lane => Assert.Equal((float)(1.2345f * Math.Pow(2, n)), lane));

            for (int n = -126; n <= 127; n++)
            {
                V value = V.Create((float)(1.75 * Math.Pow(2, n)));
                Assert.All(Lanes(V.Exponent(value)), lane => Assert.Equal(n, lane));
                Assert.All(Lanes(V.Mantissa(value)), lane => Assert.Equal(1.75f, lane));
            }
        }
    }

    private readonly struct SplitsNearOne : IWidthAction
    {
        private static readonly (float X, float Mantissa, float Exponent)[] Expected =
        [
            (1, 1, 0), (1.4999999f, 1.4999999f, 0), (1.5f, 0.75f, 1), (0.75f, 0.75f, 0), (0.74999994f, 1.4999999f, -1), (float.MaxValue, 0.99999994f, 128),
            (1.17549435e-38f, 1, -126), (1e-45f, 1, -149), (1.1210388e-44f, 1, -146), (0, 1, float.NegativeInfinity),
            (float.PositiveInfinity, 1, float.PositiveInfinity),
        ];

        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (var (x, mantissa, exponent) in Expected)
            {
                V.SplitNearOne(V.Create(x), out V m, out V e);
                Assert.All(Lanes(m), lane => Assert.Equal(mantissa, lane));
                Assert.All(Lanes(e), lane => Assert.Equal(exponent, lane));
            }

            foreach (float x in (float[])[-1, -1e-45f, float.NegativeInfinity, float.NaN])
            {
                V.SplitNearOne(V.Create(x), out V m, out _);
                Assert.All(Lanes(m), lane => Assert.True(float.IsNaN(lane)));
            }
        }
    }
}
