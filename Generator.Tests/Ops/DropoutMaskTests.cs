using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

public sealed class DropoutMaskTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Keeps_OnEveryElement_AgreesWithTheKernel(float rate)
    {
        const int Rows = 40, Width = 37;
        const ulong Key = 0x123456789ABCDEF;
        var mask = new float[Rows * Width];
        NetGen.Kernels.DropoutMask.Fill(ref mask[0], 0, Rows, Width, rate, Key);
        var expected = Enumerable.Range(0, Rows * Width).Select(i => ReferenceRandom.Keeps(Key, i / Width, i % Width, rate));
        Assert.Equal(expected, mask.Select(m => m != 0));
    }
}
