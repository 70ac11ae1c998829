using Microsoft.CodeAnalysis;
using NetGen.Generator;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>What a build would hide behind errors of C# in declarations, the generator reports itself; what analyzers report it leaves to them.</summary>
public sealed class HiddenIssueTests
{
    private const string Layers = "[Dense(3)] private partial Tensor A(Tensor x); [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);";

    [Theory]
    [InlineData("[Network] public class {|NG0001:Net|} { layers }")]
    [InlineData("public static class Outer { [Network] public partial class {|NG0003:Net|} { layers } }")]
    [InlineData("[Network] file partial class {|NG0004:Net|} { layers }")]
    [InlineData("[Network, Input(4), Dense(8, {|NG0025:Relu|}), Dense(3)] public partial class Net;")]
    public void CauseOfAnErrorInADeclaration_IsReportedInBuilds(string code)
    {
        var markup = Markup.Parse(FrontEnd.Definitions.Usings + code.Replace("layers", Layers, StringComparison.Ordinal));
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", markup.Text)]);
        var reported = Assert.Single(GeneratorRun.Start(new NetworkGenerator(), compilation).Reported);
        var (id, span) = markup.Spans[0];
        Assert.Equal((id, DiagnosticSeverity.Error, span), (reported.Id, reported.Severity, reported.Location.SourceSpan));
        Assert.Equal("/0/Test0.cs", reported.Location.GetLineSpan().Path);
        Assert.DoesNotContain("{0}", reported.GetMessage(), StringComparison.Ordinal);

        var editor = new EditorConfig("", "build_property.DesignTimeBuild = true");
        Assert.Empty(GeneratorRun.Start(new NetworkGenerator(), compilation, editor.Options.AnalyzerConfigOptionsProvider).Reported);
    }

    // A project without the analyzers builds: its members then say what they are missing.
    [Fact]
    public void MembersOfAWrongDefinition_WithoutAnalyzers_ThrowTheFirstError()
    {
        const string Code = "[Network] public partial class Net { [Dense(3)] private partial Tensor A(Tensor x); [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x) + Reshape(x, 5); }";
        var run = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Test0.cs", FrontEnd.Definitions.Usings + Code)]));
        var network = LoadedAssembly.Load(run.Output).GetTypes().Single(type => type.Name == "Net");
        var exception = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(network, 1));
        Assert.Equal(
            "The definition of Net has errors, the first being NG1004: Shape 4 (x) has 4 elements and cannot become 5 with 5: choose sizes with the same product, or -1 for one of them; see the build's NG diagnostics, which need netgen's analyzers beside its generator.",
            Assert.IsType<InvalidOperationException>(exception.InnerException).Message);
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense(3)] public class Net;")]
    [InlineData("[Network] public partial class Net { layers }")]
    [InlineData("[Network] public partial class Net { [Dense(3)] private partial Tensor A(Tensor x); [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x) + Reshape(x, 5); }")]
    public void WhatAnalyzersReport_IsLeftToThem(string code) => Assert.Empty(GeneratorRun.Start(
        new NetworkGenerator(), ProjectSetup.CreateCompilation([("/0/Test0.cs", FrontEnd.Definitions.Usings + code.Replace("layers", Layers, StringComparison.Ordinal))])).Reported);
}
