namespace NetGen.Tests.Data;

/// <summary>Files whose tensors have other names than the parameters.</summary>
public sealed class WeightMapTests
{
    private static readonly ParameterLayout Layout = ParameterLayout.Pack(
        ("A.kernel", [2, 3], Initializer.Zeros), ("A.bias", [3], Initializer.Zeros), ("B.bias", [3], Initializer.Zeros));

    [Fact]
    public void Load_WithPatternsTransposedAndLeftOut_FillsTheParameters()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, ("a.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("bias.A", [3], [7, 8, 9]), ("bias.B", [3], [0, 1, 0]), ("optimizer.step", [1], [5]));
        var parameters = new ParameterSet(Layout);
        ParameterFile.Load(path, parameters, Weights.Map(("bias.*", "*.bias")).Transposed("a.weight", "A.kernel").Without("optimizer.*"));
        Assert.Equal([1, 3, 5, 2, 4, 6], parameters["A.kernel"]);
        Assert.Equal([7, 8, 9], parameters["A.bias"]);
        Assert.Equal([0, 1, 0], parameters["B.bias"]);
    }

    [Fact]
    public void Load_WhatDoesNotFit_IsListedTogetherAndNothingIsLoaded()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, ("a.weight", [3, 2], [1, 2, 3, 4, 5, 6]), ("first", [3], [7, 8, 9]), ("second", [3], [0, 1, 0]), ("other", [1], [5]));
        var parameters = new ParameterSet(Layout);
        var exception = Assert.Throws<WeightMismatchException>(() =>
            ParameterFile.Load(path, parameters, Weights.Map(("a.weight", "A.kernel"), ("first", "A.bias"), ("second", "A.bias"))));
        Assert.Equal(["B.bias (3)"], exception.Missing);
        Assert.Equal(2, exception.Surplus.Count);
        Assert.Contains(exception.Surplus, text => text.Contains("which is first already", StringComparison.Ordinal));
        Assert.Single(exception.Misshaped, text => text.StartsWith("A.kernel", StringComparison.Ordinal));
        Assert.All(parameters["A.bias"].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Load_OfATensorTransposedOrNotAgainstItsShape_SaysWhatWouldFit()
    {
        using var folder = new TemporaryFolder();
        string Misshaped(int[] shape, WeightMap map)
        {
            var path = Write(folder, ("a", shape, [1, 2, 3, 4, 5, 6]), ("A.bias", [3], [7, 8, 9]), ("B.bias", [3], [0, 1, 0]));
            return Assert.Single(Assert.Throws<WeightMismatchException>(() => ParameterFile.Load(path, new ParameterSet(Layout), map)).Misshaped);
        }

        Assert.Equal("A.kernel: (2, 3) F32 expected, (3, 2) F32 found, which Transposed in the map would turn", Misshaped([3, 2], Weights.Map(("a", "A.kernel"))));
        Assert.Equal("A.kernel: (2, 3) F32 expected, (2, 3) F32 found and transposed by the map, which it need not be", Misshaped([2, 3], Weights.Map().Transposed("a", "A.kernel")));
        Assert.Equal("A.kernel: (2, 3) F32 expected, (6) F32 found", Misshaped([6], Weights.Map(("a", "A.kernel"))));
    }

    [Theory]
    [InlineData("a*b*", "c")]
    [InlineData("a", "c*")]
    public void Map_WithTooManyStars_IsRefused(string tensor, string parameter) =>
        Assert.Throws<ArgumentException>(() => Weights.Map((tensor, parameter)));

    private static string Write(TemporaryFolder folder, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var path = Path.Combine(folder.Path, "weights.safetensors");
        Safetensors.Write(path, [.. tensors.Select(tensor => new TensorEntry(tensor.Name, tensor.Shape))], index => tensors[index].Values, new Dictionary<string, string>());
        return path;
    }
}
