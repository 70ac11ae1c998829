namespace NetGen.Tests.Ops;

/// <summary>Comparison of arrays up to rounding.</summary>
internal static class Near
{
    /// <summary>Fails where |expected − actual| is more than <paramref name="tolerance"/> · max(1, |expected|).</summary>
    public static void AssertAll(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            // Written so that NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= allowed))
                Assert.Fail($"Element {i}: expected {expected[i]:R}, got {actual[i]:R}.");
        }
    }
}
