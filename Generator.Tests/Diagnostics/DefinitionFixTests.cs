using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Analyzers;
using NetGen.Analyzers.CodeFixes;
using NetGen.Tests.Harness;
using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.Diagnostics;

/// <summary>The fixes that rewrite one piece of a definition.</summary>
public sealed class DefinitionFixTests
{
    private const string Forward = "[Forward] private Tensor Define([Shape(4)] Tensor x) => Relu(x);";

    [Theory]
    [InlineData("[Network]\npublic class {|NG0001:Net|}\n{\n    body\n}", "[Network]\npublic partial class Net\n{\n    body\n}")]
    [InlineData("[Network] /* a */ class {|NG0001:Net|} { body }", "[Network] /* a */ partial class Net { body }")]
    [InlineData(
        "public static class Outer\n{\n    // A network.\n    [Network] internal sealed partial class {|NG0003:Net|} { body }\n}",
        "public static partial class Outer\n{\n    // A network.\n    [Network] internal sealed partial class Net { body }\n}")]
    public async Task Partial_IsAdded(string code, string expected) => await VerifyAsync<PartialFix>(code, expected);

    [Theory]
    [InlineData(
        "[Network, Input(4), Dense(8, {|CS1503:{|NG0025:Relu|}|}), Dense(3, {|CS1503:{|NG0025:Tanh|}|})] public partial class Net;",
        "[Network, Input(4), Dense(8, Activation.Relu), Dense(3, Activation.Tanh)] public partial class Net;")]
    public async Task Activation_IsQualified(string code, string expected) => await VerifyAsync<QualifyActivationFix>(code, expected);

    [Fact]
    public async Task NearName_InLoss_IsTaken() => await VerifyAsync<SuggestedNameFix>(
        "[Network(UnreachedParameters = UnreachedParameters.Zero)] public partial class Net\n{\n    [Dense(4)] private partial Tensor A(Tensor x);\n"
        + "    [Forward] private (Tensor Mean, Tensor Sigma) Define([Shape(4)] Tensor x) => (A(x), Abs(x));\n"
        + "    [Loss] private Tensor Loss(Tensor mean, Tensor {|NG0015:sigmo|}) => Mse(mean, sigmo) + Mean(Abs(sigmo));\n}",
        "[Network(UnreachedParameters = UnreachedParameters.Zero)] public partial class Net\n{\n    [Dense(4)] private partial Tensor A(Tensor x);\n"
        + "    [Forward] private (Tensor Mean, Tensor Sigma) Define([Shape(4)] Tensor x) => (A(x), Abs(x));\n"
        + "    [Loss] private Tensor Loss(Tensor mean, Tensor sigma) => Mse(mean, sigma) + Mean(Abs(sigma));\n}");

    [Fact]
    public async Task UnusedLayer_IsRemoved() => await VerifySameResultsAsync<RemoveLayerFix>(
        "[Network] public partial class Net\n{\n    [Dense(4)] private partial Tensor A(Tensor x);\n\n    /// <summary>Forgotten.</summary>\n    [Dense(4)]\n    private partial Tensor {|NG3002:B|}(Tensor x);\n\n"
        + "    [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);\n}",
        "[Network] public partial class Net\n{\n    [Dense(4)] private partial Tensor A(Tensor x);\n\n"
        + "    [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);\n}");

    [Theory]
    [InlineData("[Dense(4), {|NG3007:Dropout(0f)|}]", "[Dense(4)]")]
    [InlineData("[{|NG3007:Dropout(0f)|}, Dense(4)]", "[Dense(4)]")]
    [InlineData("[Dense(4)] [{|NG3007:Dropout(0f)|}]", "[Dense(4)]")]
    [InlineData("[{|NG3007:Dropout(0f)|}]", "[{|NG3007:Dropout(0f)|}]")]
    public async Task LayerWithoutEffect_IsRemovedWhereAnotherRemains(string attributes, string expected)
    {
        const string Network = "[Network] public partial class Net\n{\n    {0} private partial Tensor A(Tensor x);\n    [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);\n}";
        await VerifySameResultsAsync<RemoveLayerFix>(Network.Replace("{0}", attributes, StringComparison.Ordinal), Network.Replace("{0}", expected, StringComparison.Ordinal));
    }

    private static async Task VerifySameResultsAsync<TFix>(string code, string expected) where TFix : CodeFixProvider, new()
    {
        await VerifyAsync<TFix>(code, expected);
        SameResults.OfNetworks(Markup.Parse(Usings + code).Text, Markup.Parse(Usings + expected).Text);
    }

    private static Task VerifyAsync<TFix>(string code, string expected) where TFix : CodeFixProvider, new() => new CodeFixTest<DefinitionAnalyzer, TFix>
    {
        TestCode = Usings + code.Replace("body", Forward, StringComparison.Ordinal),
        FixedCode = Usings + expected.Replace("body", Forward, StringComparison.Ordinal),
    }.RunAsync();
}
