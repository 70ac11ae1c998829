using Microsoft.CodeAnalysis;
using NetGen.Analyzers;
using NetGen.Analyzers.CodeFixes;
using NetGen.Generator;
using NetGen.Tests.Harness;
using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.Diagnostics;

/// <summary>NG0033: classes with layers whose <c>[Network]</c> was forgotten.</summary>
public sealed class UnmarkedNetworkTests
{
    private const string Layers = "[Dense(3, Relu)] private partial Tensor A(Tensor x); [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);";

    // What is used of a network that was meant to be one must not be an error too.
    private const string Use = "internal static class Use { public static void Run(float[] x, float[] y) { var net = new Net(seed: 7); net.Predict(x, y); net.Save(\"a\"); } }";

    [Theory]
    [InlineData("public partial class {|NG0033:Net|} { layers } use")]
    [InlineData("[Input(4), Dense(3)] public partial class {|NG0033:Net|}; use")]
    [InlineData("[NetGen.InputAttribute(4)] public partial class {|NG0033:Net|};")]
    [InlineData("public class {|NG0033:Net|} { [Metric] private Tensor Far(Tensor x, [Shape(3)] Tensor y) => x - y; }")]
    [InlineData("public partial class {|NG0033:Net|} { layers } public partial class Net { [Dense(2)] private partial Tensor B(Tensor x); }")]
    [InlineData("public partial struct {|NG0033:Net|} { layers }")]
    [InlineData("public static partial class {|NG0033:Net|} { [Dense(3)] private static partial Tensor A(Tensor x); }")]
    [InlineData("public partial class Outer<T> { public partial class {|NG0033:Net|}<U> where U : class { layers } }")]
    [InlineData("public partial class {|NG0033:Net|} { [Use<Other>] private partial Tensor A(Tensor x); } [Network, Input(4), Dense(3)] public partial class Other;")]
    public async Task ClassWithLayers_WithoutNetwork_HasThatErrorAlone(string code) =>
        await DefinitionDiagnostics.VerifyAsync(Usings + code.Replace("layers", Layers, StringComparison.Ordinal).Replace("use", Use, StringComparison.Ordinal));

    [Theory]
    [InlineData("public partial class Net { [Shape] private partial int A(int x); private partial int A(int x) => x; } internal sealed class ShapeAttribute : System.Attribute;")]
    [InlineData("public partial class Net { [Dense] private partial int A(int x); private partial int A(int x) => x; } internal sealed class DenseAttribute : System.Attribute;")]
    [InlineData("[Network] public partial class Net { [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x); } public partial class Net { [Dense(3)] private partial Tensor A(Tensor x); }")]
    [InlineData("public class Helper { public static Tensor Twice(Tensor x) => x * 2f; }")]
    public async Task OtherClass_IsLeftAlone(string code) => Assert.Empty(await DefinitionDiagnostics.FindAsync("using NetGen;\nusing System;\n" + code));

    [Theory]
    [InlineData("public class {|NG0033:Net|} { layers }", "'Net' has [Dense] on 'A' but no [Network], so nothing is generated for it: put [Network] in front of the class, and 'partial' among its modifiers")]
    [InlineData("public class Outer { public partial class {|NG0033:Net|} { layers } }", "'Net' has [Dense] on 'A' but no [Network], so nothing is generated for it: put [Network] in front of the class")]
    [InlineData("[Input(4), Dense(3, Relu)] public partial class {|NG0033:Net|};", "'Net' has [Input] but no [Network], so nothing is generated for it: put [Network] in front of the class")]
    public void ClassThatCannotBeExtended_IsReportedInBuildsByTheGenerator(string code, string message)
    {
        var markup = Markup.Parse(Usings + code.Replace("layers", Layers, StringComparison.Ordinal));
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", markup.Text)]);
        var reported = Assert.Single(GeneratorRun.Start(new NetworkGenerator(), compilation).Reported);
        var (id, span) = markup.Spans.Single();
        Assert.Equal((id, span, message), (reported.Id, reported.Location.SourceSpan, reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void InAnEditor_NoClassIsLookedAt()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", $"{Usings}public partial class Net {{ {Layers} }}")]);
        Assert.Single(GeneratorRun.Start(new NetworkGenerator(), compilation).Files);
        var editor = new EditorConfig("", "build_property.DesignTimeBuild = true");
        Assert.Empty(GeneratorRun.Start(new NetworkGenerator(), compilation, editor.Options.AnalyzerConfigOptionsProvider).Files);
    }

    [Theory]
    [InlineData("/// <summary>A network.</summary>\npublic partial class {|NG0033:Net|}\n{\n    body\n}", "/// <summary>A network.</summary>\n[Network]\npublic partial class Net\n{\n    body\n}")]
    [InlineData("public class {|NG0033:Net|} { body }", "[Network]\npublic partial class Net { body }")]
    [InlineData("[Input(4), Dense(3)] public partial class {|NG0033:Net|};", "[Network, Input(4), Dense(3)] public partial class Net;")]
    public async Task Fix_MarksTheClass(string code, string expected)
    {
        const string Forward = "[Forward] private Tensor Define([Shape(4)] Tensor x) => x + 1f;";
        await new CodeFixTest<DefinitionAnalyzer, NetworkAttributeFix>
        {
            TestCode = Usings + code.Replace("body", Forward, StringComparison.Ordinal),
            FixedCode = Usings + expected.Replace("body", Forward, StringComparison.Ordinal),
        }.RunAsync();
    }
}
