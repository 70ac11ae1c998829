using GeneratorNames = NetGen.Generator.FrontEnd.NearNames;

namespace NetGen.Tests.FrontEnd;

/// <summary>Which name a misspelt one is taken for.</summary>
public sealed class NearNamesTests
{
    [Theory]
    [InlineData("maen", "mean", "sigma", " Did you mean 'mean'?")]
    [InlineData("Mean", "mean", "sigma", " Did you mean 'mean'?")]
    [InlineData("sigm", "mean", "sigma", " Did you mean 'sigma'?")]
    [InlineData("variance", "mean", "sigma", "")]
    [InlineData("y", "h", "x", "")]
    [InlineData("Y", "h", "y", " Did you mean 'y'?")]
    public void Hint_OfTwoNames_IsTheNearOneOrNothing(string written, string first, string second, string hint) =>
        Assert.Equal(hint, GeneratorNames.Hint(written, [first, second]).ToString());

    [Theory]
    [InlineData("wnid", "Did you mean 'wind'?")]
    [InlineData("z", "There are: 'wind', 'x'.")]
    public void DataSet_MissingColumn_NamesWhatMayHaveBeenMeant(string written, string hint)
    {
        var data = new DataSet().Add("wind", [1f]).Add("x", [2f]);
        Assert.Contains(hint, Assert.Throws<ArgumentException>(() => data[written]).Message);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_OfTwoWords_CountsEdits(string left, string right, int edits)
    {
        Assert.Equal(edits, GeneratorNames.Distance(left, right));
        Assert.Equal(edits, GeneratorNames.Distance(right, left));
    }
}
