namespace NetGen.Tests.Numerics.Networks;

/// <summary>Comparison of float32 results with double ones.</summary>
internal static class Closeness
{
    /// <summary>Fails unless each element is within <paramref name="tolerance"/> of the expected one, relative to the largest magnitude of the
    /// tensor: single elements may be sums that cancel, of terms as large as the others.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Length);
        var scale = expected.Count == 0 ? 0 : expected.Max(Math.Abs);
        Assert.True(double.IsFinite(scale), $"{what}: the reference is not finite.");
        // Below this, float32 itself has no more relative precision.
        var limit = Math.Max(tolerance * scale, 1e-9);
        for (var i = 0; i < expected.Count; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= limit))
                Assert.Fail($"{what}[{i}] is {actual[i]:R}, but the reference is {expected[i]:R}; the limit of the difference is {limit:E2}.");
        }
    }
}
