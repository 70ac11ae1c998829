using System.Globalization;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;

namespace NetGen.Tests.Reuse;

/// <summary>What cannot be cloned is an error on the attribute, in the user's names.</summary>
public sealed class CloneErrorTests
{
    private const string Source = Definitions.Usings + """
        [Network]
        public partial class Source
        {
            [Dense(6, Tanh)] private partial Tensor Hidden(Tensor x);
            [Dense(3)] private partial Tensor Top(Tensor h);
            [Dense(3)] private partial Tensor Side(Tensor h);

            [Forward] private (Tensor Z, Tensor S) Define([Shape(4)] Tensor features, [Shape(2)] Tensor speaker)
            {
                var h = Hidden(features);
                var s = Side(speaker);
                var both = Top(h) + s;
                return (both, s);
            }
        }

        """;

    [Theory]
    [InlineData("both", "bth", "both")]
    [InlineData("Hidden", "Hiden", "Hidden")]
    [InlineData("speaker", "Speker", "speaker")]
    [InlineData("S", "Hidden.kernal", "Hidden.kernel")]
    public async Task UnknownNode_Named_IsReportedWithTheNearestName(string output, string written, string nearest)
    {
        var message = await Verify($$"""
            [{|NG0053:Clone<Source>(Outputs = ["{{output}}", "{{written}}"])|}] private partial (Tensor, Tensor) Part(Tensor a, Tensor b);
            [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(2)] Tensor y) { var (a, _) = Part(x, y); return a; }
            """);
        Assert.StartsWith($"Network 'Source' has no value '{written}'. Did you mean '{nearest}'?", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_ThatDependsOnNoneOfTheInputs_IsReported()
    {
        var message = await Verify("""
            [{|NG0054:Clone<Source>(Inputs = ["h", "s"], Outputs = ["both", "Top.bias"])|}] private partial (Tensor, Tensor) Part(Tensor h, Tensor s);
            [Forward] private Tensor Define([Shape(6)] Tensor x, [Shape(3)] Tensor y) { var (a, _) = Part(x, y); return a; }
            """);
        Assert.Equal("Output 'Top.bias' of this part of 'Source' depends on none of its inputs, 'h', 's': name a value that lies behind one of them", message);
    }

    [Fact]
    public async Task Input_ThatNoOutputDependsOn_IsReported()
    {
        var message = await Verify("""
            [{|NG0055:Clone<Source>(Inputs = ["features", "speaker"], Outputs = ["h"])|}] private partial Tensor Part(Tensor a, Tensor b);
            [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(2)] Tensor y) => Part(x, y);
            """);
        Assert.Equal("No output of this part of 'Source', 'h', depends on its input 'speaker': leave the input out, or name an output behind it", message);
    }

    [Fact]
    public async Task Inputs_ThatDoNotCutThePartOff_AreReportedWithWhatIsMissing()
    {
        var message = await Verify("""
            [{|NG0056:Clone<Source>(Inputs = ["h"], Outputs = ["both"])|}] private partial Tensor Part(Tensor h);
            [Forward] private Tensor Define([Shape(6)] Tensor x) => Part(x);
            """);
        Assert.Equal(
            "This part of 'Source' also needs 'speaker', which is neither a parameter nor among its inputs, 'h': add 'speaker' to Inputs, or a value that lies between it and the outputs", message);
    }

    [Fact]
    public async Task Shape_OfAnotherSize_IsReportedWithBothShapes()
    {
        var message = await Verify("""
            [{|NG0057:Clone<Source>(Inputs = ["features"], Outputs = ["h"])|}] private partial Tensor Part(Tensor x);
            [Forward] private Tensor Define([Shape(5)] Tensor x) => Part(x);
            """);
        Assert.Contains("'features' of 'Source' is", message, StringComparison.Ordinal);
        Assert.Contains("4", message, StringComparison.Ordinal);
        Assert.Contains("'Part(x)' gives", message, StringComparison.Ordinal);
        Assert.Contains("5", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameter_ReplacedBySizesThatThePartCannotBeComputedWith_IsReported() => await Verify("""
        [{|NG1001:Clone<Source>(Inputs = ["features", "Hidden.bias"], Outputs = ["h"])|}] private partial Tensor Part(Tensor x, Tensor bias);
        [Forward] private Tensor Define([Shape(4)] Tensor x, [Shape(5)] Tensor bias) => Part(x, bias);
        """);

    [Fact]
    public async Task Signature_ThatDoesNotFitThePart_IsReported() => await Verify("""
        [{|NG0052:Clone<Source>(Inputs = ["features"], Outputs = ["h"])|}] private partial Tensor Part(Tensor x, Tensor y);
        [Forward] private Tensor Define([Shape(4)] Tensor x) => Part(x, x);
        """);

    [Fact]
    public async Task Network_ThatIsMadeOfItselfOverAnother_IsACycle()
    {
        var found = await DefinitionDiagnostics.FindAsync(Definitions.Usings + """
            [Network] public partial class First
            {
                [Use<Second>] private partial Tensor Inner(Tensor x);
                [Forward] private Tensor Define([Shape(4)] Tensor x) => Inner(x);
            }

            [Network] public partial class Second
            {
                [Clone<First>] private partial Tensor Inner(Tensor x);
                [Forward] private Tensor Define([Shape(4)] Tensor x) => Inner(x);
            }
            """);
        Assert.Equal(["NG0051", "NG0051"], found.Select(diagnostic => diagnostic.Id));
        Assert.Contains("leads back to it: Second → First", found[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_OfTheNetworkItselfThatIsComputedFromTheClone_IsACycle() => await DefinitionDiagnostics.VerifyAsync(Definitions.Usings + """
        [Network] public partial class Own
        {
            [Dense(4)] private partial Tensor Trunk(Tensor x);
            [{|NG0060:Clone<Own>(Inputs = ["x"], Outputs = ["h"])|}] private partial Tensor Again(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) { var h = Trunk(Again(x)); return h; }
        }
        """);

    [Fact]
    public async Task LearnableClone_ThatNothingTrains_IsAWarning() => await DefinitionDiagnostics.VerifyAsync(Source + """
        [Network] public partial class Net
        {
            [{|NG3060:Clone<Source>(Inputs = ["features"], Outputs = ["h"])|}] private partial Tensor Part(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private (Tensor Y, Tensor H) Define([Shape(4)] Tensor x) => (Head(x), Part(x));
            [Loss] private Tensor Loss(Tensor y, [Shape(1)] Tensor target) => Mse(y, target);
        }
        """);

    [Fact]
    public async Task ConstantClone_ThatNothingTrains_IsFine() => await DefinitionDiagnostics.VerifyAsync(Source + """
        [Network] public partial class Net
        {
            [Clone<Source>(Inputs = ["features"], Outputs = ["h"], Parameters = CloneParameters.Constant)] private partial Tensor Part(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor h);
            [Forward] private (Tensor Y, Tensor H) Define([Shape(4)] Tensor x) => (Head(x), Part(x));
            [Loss] private Tensor Loss(Tensor y, [Shape(1)] Tensor target) => Mse(y, target);
        }
        """);

    /// <summary>The message of the one diagnostic that is marked in the members of a network.</summary>
    private static async Task<string> Verify(string members) =>
        (await DefinitionDiagnostics.VerifyAsync($"{Source}[Network] public partial class Net\n{{\n{members}\n}}")).Single().GetMessage(CultureInfo.InvariantCulture);
}
