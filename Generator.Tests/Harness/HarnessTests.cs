using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Tests.Harness;

/// <summary>The harness must be able to fail: each of its checks is shown something that it must refuse.</summary>
public sealed class HarnessTests
{
    [Fact]
    public void Markup_NestedSpans_AreTakenOut()
    {
        var markup = Markup.Parse("a [|b {|NG1001:c|} {|#3:d|}|] e");
        Assert.Equal("a b c d e", markup.Text);
        Assert.Equal([("NG1001", "c"), (null, "b c d")], markup.Spans.Select(s => (s.Id, markup.Text.Substring(s.Span.Start, s.Span.Length))));
        Assert.Equal("d", markup.Text.Substring(markup.Locations[3].Start, markup.Locations[3].Length));
    }

    [Fact]
    public void Markup_UnclosedSpan_Fails() => Assert.ThrowsAny<Exception>(() => Markup.Parse("a [|b"));

    [Fact]
    public void GeneratorTest_ModelThatHoldsSymbol_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<SymbolFault>> { TestCode = "class C;" }, "holds a ISymbol");

    [Fact]
    public void GeneratorTest_ModelThatHoldsSyntax_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<SyntaxFault>> { TestCode = "class C;" }, "holds a SyntaxNode");

    [Fact]
    public void GeneratorTest_ModelComparedByReference_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<IdentityFault>> { TestCode = "class C;" }, "does not compare by value");

    [Fact]
    public void GeneratorTest_TextThatChangesBetweenRuns_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<RandomFault>> { TestCode = "class C;" }, "differs between two runs");

    [Fact]
    public void GeneratorTest_CarriageReturn_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<LineEndFault>> { TestCode = "class C;" }, "carriage return");

    [Fact]
    public void GeneratorTest_GeneratedWarning_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<WarningFault>> { TestCode = "class C;" }, "CS0169");

    [Fact]
    public void GeneratorTest_UndocumentedGeneratedMember_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<UndocumentedFault>> { TestCode = "class C;" }, "CS1591");

    [Fact]
    public void GeneratorTest_ExpectedErrorThatIsMissing_Fails() =>
        AssertFails(new GeneratorTest<FaultyGenerator<NoFault>> { TestCode = "class {|CS0246:C|};" }, "are missing");

    [Fact]
    public void GeneratorTest_OtherGeneratedSource_Fails()
    {
        var test = new GeneratorTest<FaultyGenerator<NoFault>> { TestCode = "class C;" };
        test.TestState.GeneratedSources.Add(("C.g.cs", "// something else\n"));
        AssertFails(test, "is not as expected");
    }

    [Fact]
    public void GeneratorTest_FaultlessGenerator_Passes() => new GeneratorTest<FaultyGenerator<NoFault>> { TestCode = "class C : {|CS0246:Missing|};" }.Run();

    [Fact]
    public void Snapshot_DifferentText_FailsWithTheLines()
    {
        var difference = Snapshot.Difference("a\nb\nc\n", "a\nx\nc\n");
        Assert.Equal("  from line 2:\n  a\n- b\n+ x\n  c\n  \n", difference);
    }

    private static void AssertFails<T>(GeneratorTest<T> test, string message) where T : IIncrementalGenerator, new() =>
        Assert.Contains(message, Assert.ThrowsAny<Xunit.Sdk.XunitException>(test.Run).Message, StringComparison.Ordinal);

    internal interface IFault
    {
        public static abstract object Model(ClassDeclarationSyntax syntax, SemanticModel semantics);

        public static virtual string Text => "// nothing\n";
    }

    internal sealed class NoFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => syntax.Identifier.Text;
    }

    internal sealed class SymbolFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => new { Type = semantics.GetDeclaredSymbol(syntax)!.ContainingNamespace };
    }

    internal sealed class SyntaxFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => new { Values = new List<object?[]> { new object?[] { syntax } } };
    }

    internal sealed class IdentityFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => new object();
    }

    internal sealed class RandomFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => syntax.Identifier.Text;

        public static string Text => $"// {Guid.NewGuid()}\n";
    }

    internal sealed class LineEndFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => syntax.Identifier.Text;

        public static string Text => "// a\r\n";
    }

    internal sealed class WarningFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => syntax.Identifier.Text;

        public static string Text => "class Generated { private int _unused; }\n";
    }

    internal sealed class UndocumentedFault : IFault
    {
        public static object Model(ClassDeclarationSyntax syntax, SemanticModel semantics) => syntax.Identifier.Text;

        public static string Text => "public class Generated;\n";
    }

    /// <summary>A generator with one fault.</summary>
    internal sealed class FaultyGenerator<TFault> : IIncrementalGenerator where TFault : IFault
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var models = context.SyntaxProvider
                .CreateSyntaxProvider(
                    static (node, _) => node is ClassDeclarationSyntax,
                    static (syntax, _) => TFault.Model((ClassDeclarationSyntax)syntax.Node, syntax.SemanticModel))
                .WithTrackingName(TrackedSteps.Parse);
            context.RegisterSourceOutput(models, static (output, _) => output.AddSource("C.g.cs", TFault.Text));
        }
    }
}
