using NetGen.Benchmarks.Networks;
using NetGen.Benchmarks.Shell;

namespace NetGen.Tests.Benchmarks;

public sealed class NetworkLineTests
{
    [Fact]
    public void Json_OfALine_HasTheNamesThatToolsRead() => Assert.Equal(
        """{"workload":"dual","phase":"step","batch":32,"threads":2,"median_us":6.5,"p10":6.25,"p90":7,"allocated_bytes":0,"gflops":121.2,"percent_of_peak":50.5}""",
        JsonLines.Line(new NetworkLine("dual", "step", 32, 2, 6.5, 6.25, 7, 0, 121.2, 50.5), NetworkJson.Default));

    [Fact]
    public void Operations_OfTrunkAndHeads_CountWhatIsNeeded()
    {
        // 70·50 + 50·25 + 2·(25·10 + 10·1) = 5,270 multiply-adds a row; backwards as many for the kernels and, but for the first layer, for the inputs.
        var operations = Operations.Input(70, 50, 25) + (2 * Operations.Hidden(25, 10, 1));
        Assert.Equal(new Operations(2 * 5_270, 2 * ((3 * 5_270) - 3_500)), operations);
    }
}
