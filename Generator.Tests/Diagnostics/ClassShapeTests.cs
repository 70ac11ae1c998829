using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Harness;
using static NetGen.Tests.FrontEnd.Definitions;

namespace NetGen.Tests.Diagnostics;

/// <summary>Which classes can be networks.</summary>
public sealed class ClassShapeTests
{
    private const string Forward = "[Forward] private Tensor Define([Shape(4)] Tensor x) => Relu(x);";

    [Theory]
    [InlineData("public partial class Net { body }")]
    [InlineData("internal sealed partial class Net { body }")]
    [InlineData("partial class Net { body }")]
    [InlineData("public partial class @class { body }")]
    [InlineData("public partial class Net : Parent { body } public class Parent(int size = 3) { public int Size => size; private int Seed => 1; public int Twice => Seed * 2; }")]
    [InlineData("namespace A.B { public partial class Net { body } }", true)]
    [InlineData("public static partial class Outer { public partial struct Inner { attribute private sealed partial class Net { body } } }", true)]
    [InlineData("public partial interface IOuter { attribute public partial class Net { body } }", true)]
    [InlineData("public partial record Outer(int Size) { attribute public partial class Net { body } }", true)]
    [InlineData("public partial class Net : System.Collections.Generic.List<int> { body }")]
    [InlineData("public partial class Net { body public Net(int width, float scale) : this(seed: width) { } public int Width { get; set; } }")]
    public async Task Class_OfSupportedShape_Compiles(string declaration, bool hasPlace = false) =>
        Assert.Empty(await DefinitionDiagnostics.FindAsync(Source(declaration, hasPlace)));

    [Theory]
    [InlineData("public static partial class {|NG0004:Net|} { [Forward] private static Tensor Define([Shape(4)] Tensor x) => Relu(x); }")]
    [InlineData("public partial record {|NG0004:Net|} { body }")]
    [InlineData("file partial class {|NG0004:Net|} { body }")]
    [InlineData("public partial class Net { body public {|NG0004:Net|}(float scale) { } }")]
    [InlineData("public partial class Outer<T> { attribute public partial class {|NG0002:Net|} { body } }", true)]
    [InlineData("public partial class {|NG0007:Trainer|} { body }")]
    [InlineData("public partial class {|NG0007:Net|} : Parent { body } public class Parent { protected int Seed => 3; }")]
    [InlineData("public partial class {|NG0004:Net|} : Parent { body } public class Parent(int size) { public int Size => size; }")]
    [InlineData("public partial class {|NG0004:Net|} { body public required int Width { get; set; } }")]
    [InlineData("public partial class {|NG0004:Net|} : Parent { body } [Network] public partial class Parent { [Forward] private Tensor Run([Shape(4)] Tensor x) => x + 1f; }")]
    [InlineData("public partial class Net { body private int {|NG0007:Seed|} => 3; }")]
    public async Task Class_OfOtherShape_IsReportedThere(string declaration, bool hasPlace = false)
    {
        // What cannot be extended at all leaves the compiler with complaints of its own.
        var markup = Markup.Parse(Source(declaration, hasPlace));
        var (id, span) = markup.Spans.Single();
        Assert.Contains((id, span), (await DefinitionDiagnostics.FindAsync(markup.Text)).Select(d => ((string?)d.Id, d.Location.SourceSpan)));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12, true)]
    [InlineData(LanguageVersion.CSharp13, false)]
    public async Task LanguageVersion_BelowThirteen_IsReported(LanguageVersion version, bool reported)
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", Source($"public partial class Net {{ {Forward} }}"))]);
        compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
            compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), ((CSharpParseOptions)tree.Options).WithLanguageVersion(version), tree.FilePath)));
        // Behind an error of C# in a declaration of the generated part a build would hide it.
        Assert.Equal(reported ? ["NG0008"] : [], (await DefinitionDiagnostics.FindAsync(compilation)).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
    }

    [Theory]
    [InlineData("public partial class Net { body public int Seed { get; set; } public const int Parameters = 3; public void Save(string path) { } }", 3, "NG0007")]
    [InlineData("public partial class Net { body public Net(int width) { } }", 1, "NG0004")]
    [InlineData("public partial class Net { body public Net(int width) : this() { } private Net() { } }", 2, "NG0004")]
    [InlineData("public partial class Net(string name) { body public string Name => name; }", 1, "NG0004")]
    public async Task Class_WhoseMembersClashWithGeneratedOnes_HasNoErrorOfThese(string declaration, int errors, string id) => Assert.Equal(
        Enumerable.Repeat(id, errors), (await DefinitionDiagnostics.FindAsync(Source(declaration))).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));

    [Theory]
    [InlineData("public partial class Net<T> where T : class { layers }", "NG0002")]
    [InlineData("public partial class Outer<T> { attribute public partial class Net { layers } }", "NG0002", true)]
    [InlineData("public partial interface IOuter<T> { attribute public partial class Net { layers } }", "NG0002", true)]
    [InlineData("public static partial class Net { [Dense(3)] private static partial Tensor A(Tensor x); [Forward] private static Tensor Define([Shape(4)] Tensor x) => A(x); }", "NG0004")]
    [InlineData("public abstract partial class Net { layers }", "NG0004")]
    [InlineData("public partial record Net { layers }", "NG0004")]
    public async Task Class_OfOtherShapeWithLayers_HasNoErrorOfCSharp(string declaration, string id, bool hasPlace = false)
    {
        var source = Source(declaration.Replace("layers", "[Dense(3)] private partial Tensor A(Tensor x); [Forward] private Tensor Define([Shape(4)] Tensor x) => A(x);"), hasPlace);
        Assert.Equal([id], (await DefinitionDiagnostics.FindAsync(source)).Select(d => d.Id));
    }

    [Fact]
    public async Task Runtime_WithoutTensor_IsReportedAlone()
    {
        var source = "namespace NetGen { public sealed class NetworkAttribute : Attribute; public sealed class ForwardAttribute : Attribute; }\n"
            + "namespace Mine { [NetGen.Network] public partial class Net; }";
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", source)]);
        compilation = compilation.RemoveReferences(compilation.References.Where(r => r.Display!.EndsWith("NetGen.dll", StringComparison.Ordinal)));
        Assert.Equal(["NG0005", "NG0009"], (await DefinitionDiagnostics.FindAsync(compilation)).Where(d => d.Id.StartsWith("NG")).Select(d => d.Id).Order());
    }

    [Fact]
    public void Names_ThatDifferByCase_GetTwoFiles()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Test0.cs", Source("public partial class Net { body } [Network] public partial class NET { body }"))]);
        var run = GeneratorRun.Start(new Generator.NetworkGenerator(), compilation);
        Assert.Equal(2, run.Files.Select(f => f.HintName.ToUpperInvariant()).Distinct().Count());
    }

    [Fact]
    public async Task NetworkAttribute_OnTwoParts_IsLeftToTheCompiler() => Assert.Contains(
        "CS0579", (await DefinitionDiagnostics.FindAsync(Source("public partial class Net { body } [Network] public partial class Net;"))).Select(d => d.Id));

    [Fact]
    public async Task Class_InLowerCase_HasTheWarningOnlyInTheUsersPart() =>
        Assert.Equal(["/0/Test0.cs"], (await DefinitionDiagnostics.FindAsync(Source("public partial class small { body }"))).Select(d => d.Location.SourceTree!.FilePath));

    private static string Source(string declaration, bool hasPlace = false)
    {
        var place = declaration.Contains("attribute", StringComparison.Ordinal) ? declaration.Replace("attribute", "[Network]") : declaration;
        place = place.Replace("body", Forward);
        if (place.StartsWith("namespace", StringComparison.Ordinal))
            return Usings + place.Replace("{ public", "{ [Network] public");
        return hasPlace ? Usings + place : Usings + "[Network] " + place;
    }
}
