using System.Globalization;
using NetGen.Generator;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Incrementality;

/// <summary>What must not change what is generated: culture, line ends, the order of files.</summary>
public sealed class StableOutputTests
{
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Culture_OfTheHost_DoesNotChangeTheText(string culture)
    {
        var expected = Generate(NetworkSources.RidershipLifted);
        var before = CultureInfo.CurrentCulture;
        try
        {
            // A culture made here, because the host may run without culture data: what matters are comma, sign and separators.
            var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            hostile.NumberFormat.NumberDecimalSeparator = ",";
            hostile.NumberFormat.NumberGroupSeparator = culture == "fa-IR" ? "٬" : ".";
            hostile.NumberFormat.NegativeSign = culture == "fa-IR" ? "\u200E\u2212" : "−";
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Generate(NetworkSources.RidershipLifted));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CarriageReturns_InTheSource_DoNotChangeTheText() =>
        Assert.Equal(Generate(NetworkSources.RidershipLifted), Generate(NetworkSources.RidershipLifted.ReplaceLineEndings("\r\n")));

    [Fact]
    public void Files_InAnotherOrder_GiveTheSameText()
    {
        (string, string)[] parts =
        [
            ("/0/A.cs", NetworkSources.Usings + "namespace Demo; [Network] public partial class M { [Forward] private Tensor Define([Shape(4)] Tensor x) => Last(First(x)); }"),
            ("/0/B.cs", NetworkSources.Usings + "namespace Demo; public partial class M { [Dense(3, Tanh)] private partial Tensor First(Tensor x); }"),
            ("/0/C.cs", NetworkSources.Usings + "namespace Demo; public partial class M { [Dense(2)] private partial Tensor Last(Tensor x); [Loss] private Tensor L(Tensor output, [Shape(2)] Tensor y) => Mse(output, y); }"),
        ];
        Assert.Equal(Generate(parts), Generate([parts[2], parts[0], parts[1]]));
        Assert.Equal(Generate(parts), Generate([parts[1], parts[2], parts[0]]));
    }

    private static string Generate(string source) => Generate([("/0/Model.cs", source)]);

    private static string Generate((string FileName, string Content)[] sources)
    {
        var test = new GeneratorTest<NetworkGenerator>();
        test.TestState.Sources.AddRange(sources);
        var files = test.Run().Files;
        Assert.NotEmpty(files);
        return string.Join("\n", files.Select(f => $"// {f.HintName}\n{f.SourceText}"));
    }
}
