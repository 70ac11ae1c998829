using System.IO.Compression;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Images_GivesRowsReadyForADataSet(bool compressed)
    {
        var images = IdxReader.Read(Write(Images, compressed));
        var labels = IdxReader.Read(Write([0, 0, 8, 1, 0, 0, 0, 2, 7, 200], compressed));

        var data = new DataSet().Add("x", images.ToFloats(1 / 255f), images.RowShape).Add("label", labels.ToIntegers(), labels.RowShape);

        Assert.Equal([2, 1, 3], images.Shape);
        Assert.Equal([1, 3], data["x"].RowShape);
        Assert.Equal([0f, 51 * (1 / 255f), 255 * (1 / 255f)], data["x"].Floats[..3].ToArray());
        Assert.Equal([7, 200], data["label"].Integers.ToArray());
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF }, -1.0)]
    [InlineData(0x0B, new byte[] { 0xFF, 0x00 }, -256.0)]
    [InlineData(0x0C, new byte[] { 0x80, 0, 0, 0 }, -2147483648.0)]
    [InlineData(0x0D, new byte[] { 0xBF, 0xC0, 0, 0 }, -1.5)]
    [InlineData(0x0E, new byte[] { 0x3F, 0xE8, 0, 0, 0, 0, 0, 0 }, 0.75)]
    public void Read_EveryType_IsBigEndian(byte type, byte[] number, double expected)
    {
        var array = IdxReader.Read(Write([0, 0, type, 1, 0, 0, 0, 1, .. number]));

        Assert.Equal([(float)expected], array.ToFloats());
        if (type < 0x0D)
            Assert.Equal([(int)expected], array.ToIntegers());
        else
            Assert.Throws<NotSupportedException>(array.ToIntegers);
    }

    [Fact]
    public void Read_HostileHeaders_AreRefusedWithTheirReason()
    {
        AssertRefused([0, 1, 8, 1, 0, 0, 0, 1, 5], "begins with 00010801");
        AssertRefused([0, 0, 7, 1, 0, 0, 0, 1, 5], "no IDX type");
        AssertRefused([0, 0, 8, 0], "no IDX type and rank");
        AssertRefused([0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 5], "Size 0 is -1");
        AssertRefused([0, 0, 8, 2, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 5], "more bytes than an array can hold");
        AssertRefused([0, 0, 8, 1, 0x7F, 0, 0, 0, 5], "It is truncated: 1 of 2130706432 bytes");
        AssertRefused([.. Images, 0], "goes on after its 6 bytes");
        AssertRefused([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8], "is not a well-formed IDX file");
    }

    [Fact]
    public void Read_EveryTruncation_IsRefused()
    {
        for (int length = 0; length < Images.Length; length++)
            AssertRefused(Images[..length], length < 16 ? $"is not a well-formed IDX file. It ends within its header: the file has {length} bytes." : "is not a well-formed IDX file. It is truncated");
    }

    [Fact]
    public void Read_MoreThanTheFirstRoom_ReadsAll()
    {
        byte[] content = [0, 0, 8, 2, 0, 0, 0x10, 0, 0, 0, 3, 0xE9, .. Enumerable.Range(0, 4096 * 1001).Select(i => (byte)(i * 7))];

        var array = IdxReader.Read(Write(content, compressed: true));

        Assert.Equal(content[12..].Select(b => (int)b), array.ToIntegers());
    }

    public void Dispose() => _folder.Dispose();

    private string Write(byte[] content, bool compressed = false)
    {
        string path = _folder[Guid.NewGuid().ToString("N")];
        using var file = File.Create(path);
        if (compressed)
        {
            using var gzip = new GZipStream(file, CompressionLevel.Fastest);
            gzip.Write(content);
        }
        else
        {
            file.Write(content);
        }

        return path;
    }

    private void AssertRefused(byte[] content, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => IdxReader.Read(Write(content))).Message);
}
