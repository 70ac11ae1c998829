using NetGen.Tests.Harness;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_FileThatNumPyWrote_ReadsEveryFloatingPointType()
    {
        float[] values = [0f, -0f, 1f, -2.5f, 65504f, 6.1e-5f, 1 / 3f, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        using var file = Safetensors.Open(Fixture("numpy.safetensors"));

        Assert.Equal("quoted \"text\"", file.Metadata["note"]);
        Assert.Equal(["Trunk.0.kernel", "größe 神経", "half", "brain", "steps", "scalar", "empty"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2, 3], file.Find("Trunk.0.kernel")!.Shape);
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f], file.Read("Trunk.0.kernel"));
        // The bits of all but NaN, whose sign NumPy and .NET choose differently.
        Assert.Equal(Bits(values)[..^1], Bits(file.Read("größe 神経"))[..^1]);
        Assert.True(float.IsNaN(file.Read("größe 神経")[^1]));
        Assert.Equal(values.Select(value => (float)(Half)value), file.Read("half"));
        // NumPy's upper halves: truncated, not rounded.
        Assert.Equal(values.Select(value => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) & ~0xFFFF)), file.Read("brain"));
        Assert.Equal([42f], file.Read("scalar"));
        Assert.Empty(file.Read("empty"));
        Assert.Empty(file.Find("scalar")!.Shape);
    }

    [Fact]
    public void Read_OfAClosedFile_NamesTheFile()
    {
        var file = Safetensors.Open(Fixture("numpy.safetensors"));
        file.Dispose();
        Assert.Equal(typeof(SafetensorsFile).FullName, Assert.Throws<ObjectDisposedException>(() => file.Read("half")).ObjectName);
    }

    [Fact]
    public void Read_IntegersOrUnknownNamesOrWrongSizes_Throws()
    {
        using var file = Safetensors.Open(Fixture("numpy.safetensors"));

        Assert.Contains("steps (3) I64", Assert.Throws<NotSupportedException>(() => file.Read("steps")).Message);
        Assert.Contains("no tensor 'haf'. Did you mean 'half'?", Assert.Throws<ArgumentException>(() => file.Read("haf")).Message);
        Assert.Contains("has 1 values, the destination has room for 2", Assert.Throws<ArgumentException>(() => file.Read("scalar", new float[2])).Message);
    }

    [Fact]
    public void Write_KnownTensors_GivesTheBytesThatNumPyVerified()
    {
        float[][] values = [[0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f], [0f, -0f, float.PositiveInfinity, BitConverter.Int32BitsToSingle(0x7FC00000), 1 / 3f], [42f]];
        var metadata = new Dictionary<string, string> { ["netgen.version"] = "1", ["netgen.network"] = "Ridership \"Model\"" };

        Safetensors.Write(_folder["a"], [new("Trunk.0.kernel", [2, 3]), new("größe 神経", [5]), new("scalar", [])], i => values[i], metadata);

        Assert.Equal(File.ReadAllBytes(Fixture("netgen.safetensors")), File.ReadAllBytes(_folder["a"]));
    }

    [Fact]
    public void Open_WhatWasWritten_GivesTheSameBitsForRandomTensors()
    {
        var random = new Random(17);
        for (int round = 0; round < 100; round++)
        {
            var entries = Enumerable.Range(0, random.Next(6))
                .Select(i => new TensorEntry(RandomName(random) + i, [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5))]))
                .ToArray();
            float[][] values = [.. entries.Select(entry => RandomBits(random, entry.Shape.Aggregate(1, (a, b) => a * b)))];
            var metadata = Enumerable.Range(0, random.Next(3)).ToDictionary(i => RandomName(random) + i, _ => RandomName(random));

            Safetensors.Write(_folder["a"], entries, i => values[i], metadata);
            using var file = Safetensors.Open(_folder["a"]);

            Assert.Equal(metadata.OrderBy(pair => pair.Key), file.Metadata.OrderBy(pair => pair.Key));
            Assert.Equal(entries.Select(entry => entry.Name), file.Tensors.Select(tensor => tensor.Name));
            for (int i = 0; i < entries.Length; i++)
            {
                Assert.Equal(entries[i].Shape, file.Tensors[i].Shape);
                Assert.Equal(Bits(values[i]), Bits(file.Read(entries[i].Name)));
            }
        }
    }

    [Fact]
    public void Write_FailureOnTheWay_LeavesTheFileBeforeAndNoOther()
    {
        TensorEntry[] entries = [new("a", [3]), new("b", [200_000])];
        Safetensors.Write(_folder["w"], entries, i => new float[i == 0 ? 3 : 200_000]);
        byte[] before = File.ReadAllBytes(_folder["w"]);

        Assert.Throws<OperationCanceledException>(() =>
            Safetensors.Write(_folder["w"], entries, i => i == 0 ? new float[3] : throw new OperationCanceledException()));
        Assert.Throws<IOException>(() => AtomicFile.Write(_folder["w"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("disk full");
        }));

        Assert.Equal(before, File.ReadAllBytes(_folder["w"]));
        Assert.Equal(["w"], _folder.Files);
    }

    [Fact]
    public void Write_ThroughALink_ReplacesWhatItPointsTo()
    {
        File.WriteAllText(_folder["target"], "before");
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);

        Safetensors.Write(_folder["link"], [new("a", [1])], _ => new float[1]);

        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
        using var file = Safetensors.Open(_folder["target"]);
        Assert.Single(file.Tensors);
    }

    [Fact]
    public void Write_BadNamesOrValues_ThrowsAndWritesNothing()
    {
        Assert.Contains("Two tensors are called 'a'", WriteFailure([new("a", [1]), new("a", [1])]));
        Assert.Contains("'__metadata__' cannot be the name", WriteFailure([new("__metadata__", [1])]));
        Assert.Contains("'a' (2, 2) has 4 elements, but 1 values were given", WriteFailure([new("a", [2, 2])]));
        Assert.Empty(_folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private static string Fixture(string name) =>
        Path.Combine(RepositoryRoot.Path, "Generator.Tests", "Fixtures", "safetensors", name);

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);

    private static float[] RandomBits(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))];

    private static string RandomName(Random random)
    {
        string[] pieces = ["Trunk", ".", "0", "\"", "\\", "\n", "İ", "神", "\U0001F600", "{", " ", "\u0000"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private string WriteFailure(TensorEntry[] entries) =>
        Assert.Throws<ArgumentException>(() => Safetensors.Write(_folder["a"], entries, _ => new float[1])).Message;
}
