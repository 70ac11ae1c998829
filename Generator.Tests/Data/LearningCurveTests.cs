using System.Globalization;
using System.Xml.Linq;
using NetGen.Sample.Plotting;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class LearningCurveTests
{
    private static readonly Series[] TwoLines = [new("training", [3, 2, 1.5, 1.25]), new("a<b & \"c\"", [4, double.NaN, 2, double.PositiveInfinity])];

    [Fact]
    public void ToSvg_TwoLines_IsWellFormedWithTitleLegendAxesAndMarker()
    {
        var svg = XElement.Parse(LearningCurve.ToSvg("Loss <1>", "nats", TwoLines, bestEpoch: 3));
        string[] texts = [.. Elements(svg, "text").Select(text => text.Value)];

        Assert.Contains("Loss <1>", texts);
        Assert.Contains("nats", texts);
        Assert.Contains("training", texts);
        Assert.Contains("a<b & \"c\"", texts);
        Assert.Contains("best: epoch 3", texts);
        Assert.Equal(["1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "1", "2", "3", "4"], texts.Where(text => char.IsDigit(text[0])));
    }

    [Fact]
    public void ToSvg_ValueThatIsNotFinite_LeavesAGap()
    {
        var svg = XElement.Parse(LearningCurve.ToSvg("t", "y", TwoLines));
        string[] paths = [.. Elements(svg, "path").Select(path => path.Attribute("d")!.Value)];

        // Epoch 1 is at the left edge, 4 at the right; 4 is the greatest value, at the top, 1 the least, at the bottom.
        Assert.Equal("M72 165.33h0L293.33 274.67L514.67 329.33L736 356.67", paths[0]);
        Assert.Equal("M72 56h0M514.67 274.67h0", paths[1]);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void ToSvg_OtherCulture_IsTheSame(string culture)
    {
        string expected = LearningCurve.ToSvg("t", "y", TwoLines, 2);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = TestCultures.Get(culture);
        try
        {
            Assert.Equal(expected, LearningCurve.ToSvg("t", "y", TwoLines, 2));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToSvg_NothingToDraw_IsStillAPicture() =>
        Assert.Empty(Elements(XElement.Parse(LearningCurve.ToSvg("t", "y", [])), "path"));

    [Theory]
    [InlineData(0.0, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.3, 0.3, "-0.3 -0.2 -0.1 0.0 0.1 0.2 0.3")]
    [InlineData(0.00009, 0.00031, "5e-5 1e-4 1.5e-4 2e-4 2.5e-4 3e-4 3.5e-4")]
    [InlineData(0.0, 4e6, "0 1e6 2e6 3e6 4e6")]
    [InlineData(7.0, 7.0, "6.4 6.6 6.8 7.0 7.2 7.4 7.6")]
    public void Ticks_AnyRange_AreRoundNumbersAroundIt(double low, double high, string expected)
    {
        var axis = new Axis([low, high], 0, 100, 7);

        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.Text)));
        Assert.InRange(axis.At(low), 0, 100);
        Assert.InRange(axis.At(high), 0, 100);
    }

    private static IEnumerable<XElement> Elements(XElement svg, string name) => svg.Elements(XName.Get(name, "http://www.w3.org/2000/svg"));
}
