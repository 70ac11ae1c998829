using NetGen.Generator.Reference;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class NormalNoiseTests
{
    private const ulong Key = 0x123456789ABCDEF;

    [Fact]
    public void Fill_EveryTail_AgreesWithTheReferenceAndStaysInPlace()
    {
        for (int width = 1; width <= 9; width++)
        {
            const int Rows = 5;
            using GuardedBuffer noise = new(Rows * width);
            NormalNoise.Fill(ref noise.Reference, 2, Rows, width, Key);
            Assert.All(noise.Span[..(2 * width)].ToArray(), value => Assert.Equal(0, value));
            NormalNoise.Fill(ref noise.Reference, 0, 2, width, Key);
            for (int i = 0; i < noise.Length; i++)
                Assert.Equal((float)ReferenceNormal.At(Key, i / width, i % width), noise.Span[i]);
        }
    }

    [Fact]
    public void FillRows_AnyRowsInAnyOrder_HaveTheirNumbers()
    {
        int[] rows = [4, 0, 1000];
        float[] all = new float[1001 * 3], noise = new float[9];
        NormalNoise.Fill(ref all[0], 0, 1001, 3, Key);
        NormalNoise.FillRows(ref noise[0], ref rows[0], 0, 3, 3, Key);
        Assert.Equal(rows.SelectMany(row => all[(row * 3)..((row + 1) * 3)]), noise);
    }

    [Fact]
    public void Fill_ManyNumbers_IsStandardNormal()
    {
        float[] noise = new float[40_000];
        NormalNoise.Fill(ref noise[0], 0, 400, 100, Key);
        Assert.InRange(noise.Average(), -0.02, 0.02);
        Assert.InRange(noise.Average(value => (double)value * value), 0.97, 1.03);
        Assert.InRange(noise.Count(value => Math.Abs(value) < 1) / 40_000.0, 0.67, 0.695);
    }
}
