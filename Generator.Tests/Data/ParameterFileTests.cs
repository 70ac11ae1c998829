using Xunit;

namespace NetGen.Tests.Data;

public sealed class ParameterFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Load_WhatWasSaved_GivesTheSameBitsAndCountsAsAChange()
    {
        var source = Parameters(("Trunk.0.kernel", [67, 50]), ("Trunk.0.bias", [50]));
        source.Initialize(seed: 3);
        long saved = source.Version;
        ParameterFile.Save(_folder["w"], source, "RidershipModel", new Dictionary<string, string> { ["epoch"] = "5" });
        var target = Parameters(("Trunk.0.kernel", [67, 50]), ("Trunk.0.bias", [50]));
        long before = target.Version;

        ParameterFile.Load(_folder["w"], target);

        Assert.True(source.Buffer.Span.SequenceEqual(target.Buffer.Span));
        Assert.True(target.Version > before);
        Assert.Equal(saved, source.Version);
        using var file = Safetensors.Open(_folder["w"]);
        Assert.Equal("RidershipModel", file.Metadata["netgen.network"]);
        Assert.Equal("1", file.Metadata["netgen.version"]);
        Assert.Equal("5", file.Metadata["epoch"]);
        Assert.Equal([67, 50], file.Find("Trunk.0.kernel")!.Shape);
    }

    [Fact]
    public void Load_MissingSurplusAndMisshaped_ListsAllAndLoadsNothing()
    {
        var source = Parameters(("a", [2]), ("b", [3, 4]), ("old", [1]));
        source.Initialize(seed: 3);
        ParameterFile.Save(_folder["w"], source, "N");
        var target = Parameters(("a", [2]), ("b", [4, 3]), ("new", [7]));

        var exception = Assert.Throws<WeightMismatchException>(() => ParameterFile.Load(_folder["w"], target));

        Assert.Equal(["new (7)"], exception.Missing);
        Assert.Equal(["old (1) F32"], exception.Surplus);
        Assert.Equal(["b: (4, 3) F32 expected, (3, 4) F32 found, which Transposed in the map would turn"], exception.Misshaped);
        Assert.All([.. exception.Missing, .. exception.Surplus, .. exception.Misshaped], item => Assert.Contains(item, exception.Message));
        Assert.True(target.Buffer.Span.IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void Load_TensorOfIntegers_IsAMismatch()
    {
        byte[] header = [.. """{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}  """u8];
        File.WriteAllBytes(_folder["w"], [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. header, 0, 0, 0, 0]);

        var exception = Assert.Throws<WeightMismatchException>(() => ParameterFile.Load(_folder["w"], Parameters(("a", [1]))));

        Assert.Equal(["a: (1) F32 expected, (1) I32 found"], exception.Misshaped);
    }

    [Fact]
    public void Load_ManyFaults_ShortensTheMessageNotTheList()
    {
        ParameterFile.Save(_folder["w"], Parameters(("a", [1])), "N");
        var target = Parameters([("a", [1]), .. Enumerable.Range(0, 30).Select(i => ($"p{i}", new[] { 1 }))]);

        var exception = Assert.Throws<WeightMismatchException>(() => ParameterFile.Load(_folder["w"], target));

        Assert.Equal(30, exception.Missing.Count);
        Assert.Contains("p9 (1) and 20 more.", exception.Message);
        Assert.DoesNotContain("p10", exception.Message);
    }

    [Fact]
    public void Load_LaterVersion_IsRefused()
    {
        Safetensors.Write(_folder["w"], [new("a", [1])], _ => new float[1], new Dictionary<string, string> { ["netgen.version"] = "2" });

        Assert.Contains("is of version 2", Assert.Throws<InvalidDataException>(() => ParameterFile.Load(_folder["w"], Parameters(("a", [1])))).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static ParameterSet Parameters(params (string Name, int[] Shape)[] parameters) =>
        new(ParameterLayout.Pack(parameters.Select(p => (p.Name, (IReadOnlyList<int>)p.Shape, Initializer.GlorotUniform))));
}
