namespace NetGen.Tests.Training;

public sealed class ParameterTests
{
    [Fact]
    public void Pack_OddSizes_EachParameterAligned()
    {
        ParameterLayout layout = ParameterLayout.Pack(("a", [3, 7], Initializer.Zeros), ("b", [16], Initializer.Zeros), ("c", [], Initializer.Zeros));
        Assert.Equal([0, 32, 48], layout.Select(parameter => parameter.Offset));
        Assert.Equal([21, 16, 1], layout.Select(parameter => parameter.Size));
        Assert.Equal(64, layout.Length);
        Assert.Equal(38, layout.ValueCount);
    }

    [Fact]
    public void Layout_TwoOfOneName_Refused()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            ParameterLayout.Pack(("a", [1], Initializer.Zeros), ("a", [1], Initializer.Zeros)));
        Assert.Contains("'a'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_Overlap_RefusedWithBothNames()
    {
        var exception = Assert.Throws<ArgumentException>(() => new ParameterLayout(
            [new ParameterInfo("first", [20], 0, Initializer.Zeros), new ParameterInfo("second", [1], 16, Initializer.Zeros)]));
        Assert.Contains("'second' starts at float 16, but 'first' before it ends at 32", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_MisspeltName_NamesTheNearest()
    {
        var exception = Assert.Throws<KeyNotFoundException>(() => { _ = new LinearNetwork(1).Parameters["Head.0.kernal"].Length; });
        Assert.Contains("'Head.0.kernal'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Head.0.kernel'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void View_Written_ChangesTheFlatBufferAndTheVersion()
    {
        ParameterSet parameters = new LinearNetwork(1).Parameters;
        long version = parameters.Version;
        parameters["Head.0.bias"][0] = 42;
        Assert.Equal(42f, parameters.Buffer.Span[16]);
        Assert.True(parameters.Version > version);
    }

    [Fact]
    public void CopyFrom_OtherShape_RefusedWithBothShapes()
    {
        var target = new ParameterSet(ParameterLayout.Pack(("a", [2, 3], Initializer.Zeros)));
        var exception = Assert.Throws<ArgumentException>(() =>
            target.CopyFrom(new ParameterSet(ParameterLayout.Pack(("a", [3, 2], Initializer.Zeros)))));
        Assert.Contains("(3, 2)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 3)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GradientSet_Wildcard_HoldsWhatWasAskedFor()
    {
        var network = new LinearNetwork(1);
        var gradients = new GradientSet(network, 4, "*.bias", "x");
        Assert.Equal(1, gradients["Head.0.bias"].Length);
        Assert.Equal(12, gradients.Input("x").Length);
        var exception = Assert.Throws<InvalidOperationException>(() => { _ = gradients["Head.0.kernel"].Length; });
        Assert.Contains("Head.0.kernel", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0b110UL, gradients.Wanted.Words[0]);
    }

    [Fact]
    public void GradientSet_NothingNamed_EveryParameterAndNoInput() =>
        Assert.Equal(0b011UL, new GradientSet(new LinearNetwork(1), 4).Wanted.Words[0]);
}
