using System.Globalization;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class CacheSizesTests
{
    private const string Processors = "/sys/devices/system/cpu";

    [Fact]
    public void First_IsASizeThatTheSystemNames()
    {
        Assert.InRange(CacheSizes.First, 32 * 1024, 256 * 1024);
        Assert.Equal(0, CacheSizes.First % 4096);

        // Processors of one machine may differ.
        string[] sizes = Directory.Exists(Processors) ? [.. Directory.GetDirectories(Processors, "cpu*").Select(cpu => $"{cpu}/cache/index0/size").Where(File.Exists)] : [];
        if (sizes.Length > 0)
            Assert.Contains(CacheSizes.First, sizes.Select(size => 1024 * int.Parse(File.ReadAllText(size).Trim().TrimEnd('K'), CultureInfo.InvariantCulture)));
    }
}
