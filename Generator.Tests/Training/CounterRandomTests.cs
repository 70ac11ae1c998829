namespace NetGen.Tests.Training;

public sealed class CounterRandomTests
{
    // Known answers from Random123 (Salmon et al., 2011), file kat_vectors, "philox4x32 10".
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_PublishedVector_KnownAnswer(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal(new PhiloxBlock(w0, w1, w2, w3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void Streams_SameSeedAndName_SameValuesInAnyOrder()
    {
        var first = new CounterRandom(7, "Trunk.0.kernel");
        var second = new CounterRandom(7, "Trunk.0.kernel");
        float[] forwards = [.. Enumerable.Range(0, 50).Select(i => first.Normal((ulong)i))];
        float[] backwards = [.. Enumerable.Range(0, 50).Reverse().Select(i => second.Normal((ulong)i)).Reverse()];
        Assert.Equal(forwards, backwards);
    }

    [Theory]
    [InlineData(7ul, "Trunk.0.kernel", 8ul, "Trunk.0.kernel")]
    [InlineData(7ul, "Trunk.0.kernel", 7ul, "Trunk.1.kernel")]
    public void Streams_OtherSeedOrName_Uncorrelated(ulong seed, string name, ulong otherSeed, string otherName)
    {
        float[] a = new float[10_000], b = new float[10_000];
        new CounterRandom(seed, name).FillNormal(a, 0, 1);
        new CounterRandom(otherSeed, otherName).FillNormal(b, 0, 1);
        double correlation = a.Zip(b, (x, y) => (double)x * y).Sum() / a.Length;
        Assert.InRange(correlation, -0.05, 0.05);
    }

    [Fact]
    public void Fill_AnyLength_EqualsValuesAtCounters()
    {
        var random = new CounterRandom(3, "fill");
        for (int length = 0; length < 11; length++)
        {
            float[] uniform = new float[length], normal = new float[length];
            random.FillUniform(uniform, 0, 1);
            random.FillNormal(normal, 0, 1);
            Assert.Equal(Enumerable.Range(0, length).Select(i => random.Uniform((ulong)i)), uniform);
            Assert.Equal(Enumerable.Range(0, length).Select(i => random.Normal((ulong)i)), normal);
        }
    }

    [Fact]
    public void Normal_ManyDraws_MomentsOfTheStandardNormal()
    {
        float[] values = new float[200_000];
        new CounterRandom(1, "moments").FillNormal(values, 0, 1);
        Assert.InRange(values.Average(v => (double)v), -0.01, 0.01);
        Assert.InRange(values.Average(v => (double)v * v), 0.98, 1.02);
        Assert.InRange(values.Average(v => Math.Pow(v, 3)), -0.05, 0.05);
        Assert.InRange(values.Average(v => Math.Pow(v, 4)), 2.9, 3.1);
    }

    [Fact]
    public void Below_ManyDraws_EveryValueEquallyOften()
    {
        var random = new CounterRandom(2, "below");
        int[] counts = new int[7];
        for (ulong i = 0; i < 70_000; i++) counts[random.Below(counts.Length, i)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Shuffle_TwoHundredItems_PermutationOfThem()
    {
        int[] items = [.. Enumerable.Range(0, 200)];
        new CounterRandom(2, "shuffle").Shuffle<int>(items);
        Assert.NotEqual(Enumerable.Range(0, 200), items);
        Assert.Equal(Enumerable.Range(0, 200), items.Order());
    }
}
