namespace NetGen.Tests.Numerics.Networks;

/// <summary>The comparison that the numeric tests rest on can fail.</summary>
public sealed class ClosenessTests
{
    [Theory]
    [InlineData(1.00001f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AssertClose_OtherValue_Fails(float actual) =>
        Assert.ThrowsAny<Exception>(() => Closeness.AssertClose([1, 0.5], [actual, 0.5f], 1e-6, "value"));

    [Fact]
    public void AssertClose_ReferenceThatIsNaN_Fails() =>
        Assert.ThrowsAny<Exception>(() => Closeness.AssertClose([double.NaN], [float.NaN], 1e-6, "value"));

    [Fact]
    public void AssertClose_OtherLength_Fails() =>
        Assert.ThrowsAny<Exception>(() => Closeness.AssertClose([1, 2], [1], 1e-6, "value"));

    [Fact]
    public void AssertClose_WithinTheToleranceOfTheLargest_Passes() => Closeness.AssertClose([1000, 0], [1000, 0.0005f], 1e-6, "value");
}
