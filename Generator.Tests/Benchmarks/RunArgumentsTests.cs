using NetGen.Benchmarks.Shell;

namespace NetGen.Tests.Benchmarks;

public sealed class RunArgumentsTests
{
    private static readonly string[] Names = ["dual/predict/1", "dual/step/32", "dual-duplicated/step/32", "mlp/step/128"];

    [Fact]
    public void Parse_Nothing_GivesDefaults()
    {
        var arguments = RunArguments.Parse([]);
        Assert.Equal((1, null), (arguments.Threads, arguments.Json));
        Assert.Equal(Names, arguments.Filter.Choose(Names, name => name));
    }

    [Fact]
    public void Parse_AllOptions_AreRead()
    {
        var arguments = RunArguments.Parse(["--json", "a.json", "--threads", "1", "--rounds", "3", "--filter", "mlp"]);
        Assert.Equal(("a.json", 1, 3), (arguments.Json, arguments.Threads, arguments.Rounds));
        Assert.Equal(["mlp/step/128"], arguments.Filter.Choose(Names, name => name));
    }

    [Theory]
    [InlineData("'--thread' is not an option. There are --filter,", "--thread", "2")]
    [InlineData("'--json' needs a value.", "--json")]
    [InlineData("'--filter' needs a value.", "--filter", "--json")]
    [InlineData("'--rounds' is given twice.", "--rounds", "1", "--rounds", "1")]
    [InlineData("--threads 0: a whole number from 1 to ", "--threads", "0")]
    [InlineData("--threads two: a whole number", "--threads", "two")]
    public void Parse_Mistake_IsNamed(string message, params string[] arguments) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => RunArguments.Parse(arguments)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("dual", 0, 1)]
    [InlineData("dual*", 0, 1, 2)]
    [InlineData("*/step", 1, 2, 3)]
    [InlineData("*/*/32,mlp", 1, 2, 3)]
    [InlineData("DUAL/predict/1", 0)]
    public void Filter_Pattern_MatchesParts(string text, params int[] expected) =>
        Assert.Equal(expected.Select(i => Names[i]), new Filter(text).Choose(Names, name => name));

    [Theory]
    [InlineData("dua")]
    [InlineData("dual,lstm")]
    [InlineData("dual/predict/1/2")]
    [InlineData(",")]
    public void Filter_WithoutMatch_NamesWhatThereIs(string text)
    {
        var message = Assert.Throws<UsageException>(() => new Filter(text).Choose(Names, name => name)).Message;
        Assert.EndsWith("There are dual, dual-duplicated, mlp; an example of a full name is dual/predict/1.", message, StringComparison.Ordinal);
    }
}
