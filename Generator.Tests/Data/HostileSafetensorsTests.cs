using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Files made by an attacker or by accident: each is refused with its own message, and none makes the reader do anything else.</summary>
public sealed class HostileSafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", 0, "does not begin with '{'")]
    [InlineData(" {}", 0, "does not begin with '{'")]
    [InlineData("{", 0, "not valid JSON")]
    [InlineData("{}x", 0, "not valid JSON")]
    [InlineData("{} {}", 0, "not valid JSON")]
    [InlineData("{'a':1}", 0, "not valid JSON")]
    [InlineData("""{"a":1}""", 0, "Tensor 'a': StartObject was expected, Number was found")]
    [InlineData("""{"a":{}}""", 0, "Tensor 'a' needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "needs a dtype, a shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "dtype: String was expected, Number was found")]
    [InlineData("""{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown element type 'F33'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "shape: whole numbers from 0 to 2147483647")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "shape: whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", 4, "shape: whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "shape: whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "data_offsets: whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}""", 4, "data_offsets: whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}""", 8, "begins at byte 8, after its end at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes, but its offsets 0 and 4 are 4 apart")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}""", 4, "takes 2 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}}""", 4, "more bytes than a file can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536,0],"data_offsets":[0,0]}}""", 0, "more bytes than a file can hold")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "only 4 bytes follow the header: the file is truncated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "5 bytes follow the header, but its tensors end at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' begins at byte 4 and leaves a hole after the start")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "'b' begins at byte 8 and leaves a hole after 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "'b' begins at byte 4 and overlaps with 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "The name 'a' occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "has the field 'dtype' twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "__metadata__, 'k': String was expected")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "The key 'k' occurs twice")]
    [InlineData("""{"__metadata__":[]}""", 0, "__metadata__: StartObject was expected")]
    [InlineData("""{"\uD800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "text that is not valid")]
    public void Open_BadHeader_IsRefusedWithItsReason(string header, int dataLength, string reason) =>
        AssertRefused([.. Prefix((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[dataLength]], reason);

    [Fact]
    public void Open_BadLength_IsRefusedBeforeAnythingIsAllocated()
    {
        AssertRefused([], "It has 0 bytes");
        AssertRefused([1, 0, 0, 0, 0, 0, 0], "It has 7 bytes");
        AssertRefused([.. Prefix(3), (byte)'{', (byte)'}'], "claims 3 bytes, but only 2 follow");
        AssertRefused([.. Prefix(ulong.MaxValue), (byte)'{', (byte)'}'], "claims 18446744073709551615 bytes; at most 100000000");
        AssertRefused([.. Prefix(1UL << 63), (byte)'{', (byte)'}'], "at most 100000000");
        AssertRefused([.. Prefix(99_999_999), (byte)'{', (byte)'}'], "it is truncated");
    }

    [Fact]
    public void Open_InvalidUtf8InAName_IsRefused()
    {
        byte[] header = [.. "{\""u8, 0xFF, 0xFE, .. "\":{}}"u8];

        AssertRefused([.. Prefix((ulong)header.Length), .. header], "is not a well-formed safetensors file");
    }

    [Fact]
    public void Open_DeepNesting_IsRefused()
    {
        string header = """{"a":{"x":""" + new string('[', 100_000);

        AssertRefused([.. Prefix((ulong)header.Length), .. Encoding.ASCII.GetBytes(header)], "not valid JSON");
    }

    [Fact]
    public void Open_EveryTruncationAndEveryFlippedByte_IsRefusedOrReadNeverAnythingElse()
    {
        Safetensors.Write(_folder["good"], [new("a", [2]), new("b", [])], i => new float[i == 0 ? 2 : 1]);
        byte[] good = File.ReadAllBytes(_folder["good"]);
        for (int length = 0; length < good.Length; length++)
            AssertRefused(good[..length], "is not a well-formed safetensors file");
        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_folder["bad"], bad);
            var exception = Record.Exception(() => Safetensors.Open(_folder["bad"]).Dispose());
            Assert.True(exception is null or InvalidDataException, $"bit {bit}: {exception}");
        }
    }

    [Fact]
    public void Open_UnknownFieldOfATensor_IsSkipped()
    {
        byte[] header = [.. """{"a":{"dtype":"F32","later":{"x":[1,{}]},"shape":[1],"data_offsets":[0,4]}}"""u8];
        File.WriteAllBytes(_folder["good"], [.. Prefix((ulong)header.Length), .. header, 0, 0, 128, 63]);

        using var file = Safetensors.Open(_folder["good"]);

        Assert.Equal([1f], file.Read("a"));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Prefix(ulong length)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    private void AssertRefused(byte[] content, string reason)
    {
        File.WriteAllBytes(_folder["bad"], content);

        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Open(_folder["bad"])).Message;

        Assert.StartsWith($"'{_folder["bad"]}' is not a well-formed safetensors file. ", message);
        Assert.Contains(reason, message);
    }
}
