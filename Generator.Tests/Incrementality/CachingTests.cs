using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Incrementality;

/// <summary>What an edit makes the generator do again. An editor runs it on every keystroke.</summary>
public sealed class CachingTests
{
    [Fact]
    public void Edit_OfAnotherFile_CompilesNothing()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.RidershipLifted), ("/0/Other.cs", "class Other;")]);
        var edited = Edit(compilation, "/0/Other.cs", "class Other { int Field; void Method() { } }");
        AssertNothingCompiled(compilation, edited);
    }

    [Fact]
    public void Edit_OfAnotherClassInTheSameFile_CompilesNothing()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.RidershipLifted + "\nclass Other;\n")]);
        AssertNothingCompiled(compilation, Edit(compilation, "/0/Model.cs", NetworkSources.RidershipLifted + "\nclass Other { int Field; }\n"));
    }

    [Fact]
    public void Edit_ThatOnlyMovesTheNetwork_CompilesNothing()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.RidershipLifted)]);
        AssertNothingCompiled(compilation, Edit(compilation, "/0/Model.cs", "\n\n// moved\n\n" + NetworkSources.RidershipLifted));
    }

    [Fact]
    public void Edit_OfWhitespaceAndCommentsInTheDefinition_CompilesNothing()
    {
        var reformatted = NetworkSources.RidershipLifted
            .Replace("var h = Trunk(x);", "/* the shared part */ var   h =\n Trunk( x ) ; // once", StringComparison.Ordinal)
            .Replace("Dense(50, Relu)", "Dense( 50,\n Relu )", StringComparison.Ordinal);
        Assert.NotEqual(NetworkSources.RidershipLifted, reformatted);
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.RidershipLifted)]);
        AssertNothingCompiled(compilation, Edit(compilation, "/0/Model.cs", reformatted));
    }

    [Fact]
    public void Edit_OfALayerWidth_CompilesAgain()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.Small(width: 8))]);
        var second = GeneratorRun.Start(new NetworkGenerator(), compilation).Again(Edit(compilation, "/0/Model.cs", NetworkSources.Small(width: 9)));
        Assert.Equal([IncrementalStepRunReason.Modified], second.Step(TrackedSteps.Parse).Select(s => s.Reason));
        Assert.Equal([IncrementalStepRunReason.Modified], second.Step(TrackedSteps.Compile).Select(s => s.Reason));
    }

    [Fact]
    public void Edit_OfOneNetworkOfTwo_CompilesOnlyThatOne()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/A.cs", NetworkSources.Small("A")), ("/0/B.cs", NetworkSources.Small("B"))]);
        var second = GeneratorRun.Start(new NetworkGenerator(), compilation).Again(Edit(compilation, "/0/B.cs", NetworkSources.Small("B", width: 9)));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            second.Step(TrackedSteps.Compile).Select(s => s.Reason).Order(Comparer<IncrementalStepRunReason>.Create((l, r) => l == IncrementalStepRunReason.Cached ? -1 : 1)));
    }

    [Theory]
    [InlineData("[Use<A>]")]
    [InlineData("[Clone<A>]")]
    [InlineData("[Clone<A>(Parameters = CloneParameters.Constant)]")]
    public void Edit_OfANetworkThatOthersReuse_CompilesThoseToo(string attribute)
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/A.cs", NetworkSources.Small("A")), ("/0/B.cs", Reusing("B", attribute, "A")), ("/0/C.cs", Reusing("C", "[Use<B>]", "B")), ("/0/D.cs", NetworkSources.Small("D"))]);
        var first = GeneratorRun.Start(new NetworkGenerator(), compilation);
        Assert.Equal(4, first.Step(TrackedSteps.Compile).Count());
        var second = first.Again(Edit(compilation, "/0/A.cs", NetworkSources.Small("A", width: 9)));
        Assert.Equal(3, second.Step(TrackedSteps.Compile).Count(s => s.Reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, second.Step(TrackedSteps.Compile).Count(s => s.Reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void Edit_OfWhatAReusedNetworkDoesNotDependOn_CompilesNothing()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/A.cs", NetworkSources.Small("A")), ("/0/B.cs", Reusing("B", "[Clone<A>]", "A")), ("/0/Other.cs", "class Other;")]);
        var first = GeneratorRun.Start(new NetworkGenerator(), compilation);
        foreach (var edited in new[] { Edit(compilation, "/0/Other.cs", "class Other { int Field; }"), Edit(compilation, "/0/A.cs", "// moved\n" + NetworkSources.Small("A")) })
            Assert.All(first.Again(edited).Step(TrackedSteps.Compile), step => Assert.Equal(IncrementalStepRunReason.Cached, step.Reason));
    }

    [Fact]
    public void Edit_OfWhatAnOperationComputes_CompilesNothing()
    {
        const string Operation = """
            using NetGen;
            public static partial class MyOps
            {
                [Op(Differentiable = false)] public static partial Tensor Twice(Tensor x);
                public static void Twice(System.ReadOnlySpan<float> x, System.Span<float> y) => y[0] = 2 * x[0];
            }
            [Network]
            public partial class Net
            {
                [Forward] private Tensor Define([Shape(1)] Tensor x) => MyOps.Twice(x);
            }
            """;
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", Operation)]);
        var first = GeneratorRun.Start(new NetworkGenerator(), compilation);
        var second = first.Again(Edit(compilation, "/0/Model.cs", Operation.Replace("2 * x[0]", "x[0] + x[0]", StringComparison.Ordinal)));
        Assert.All(second.Step(TrackedSteps.Compile), step => Assert.Equal(IncrementalStepRunReason.Cached, step.Reason));
        Assert.Equal(first.Files.Select(file => file.HintName), second.Files.Select(file => file.HintName));
        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(second.Step(TrackedSteps.ReadOperations)).Reason);
        PipelineModel.AssertHoldsNoCompilerState(second.Step(TrackedSteps.ReadOperations)[0].Value, TrackedSteps.ReadOperations);
    }

    [Fact]
    public void Edit_OfANetworkThatReusesAnother_CompilesOnlyThatOne()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/A.cs", NetworkSources.Small("A")), ("/0/B.cs", Reusing("B", "[Clone<A>]", "A"))]);
        var second = GeneratorRun.Start(new NetworkGenerator(), compilation).Again(Edit(compilation, "/0/B.cs", Reusing("B", "[Clone<A>]", "A", "* 2f")));
        Assert.Equal(1, second.Step(TrackedSteps.Compile).Count(s => s.Reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, second.Step(TrackedSteps.Compile).Count(s => s.Reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void Edit_OfANetwork_ReleasesTheOldCompilation()
    {
        var (run, old) = RunTwice();
        for (var i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive, "The driver keeps the compilation before the edit alive.");
        GC.KeepAlive(run);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        var compilation = ProjectSetup.CreateCompilation([("/0/Model.cs", NetworkSources.Small(width: 8))]);
        var driver = CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGenerators(compilation);
        var edited = Edit(compilation, "/0/Model.cs", NetworkSources.Small(width: 9));
        return (driver.RunGenerators(edited), new WeakReference(compilation));
    }

    /// <summary>A network with another one as a layer.</summary>
    private static string Reusing(string name, string attribute, string source, string end = "") => $$"""
        using NetGen;

        [Network]
        public partial class {{name}}
        {
            {{attribute}} private partial Tensor Inner{{source}}(Tensor x);
            [Forward] private Tensor Define([Shape(3)] Tensor x) => Inner{{source}}(x) {{end}};
        }
        """;

    private static void AssertNothingCompiled(Compilation before, Compilation after)
    {
        var first = GeneratorRun.Start(new NetworkGenerator(), before);
        Assert.Single(first.Step(TrackedSteps.Compile));
        var second = first.Again(after);
        Assert.All(second.Step(TrackedSteps.Parse), step => Assert.True(step.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Equal([IncrementalStepRunReason.Cached], second.Step(TrackedSteps.Compile).Select(s => s.Reason));
    }

    private static Compilation Edit(Compilation compilation, string path, string text)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, path, System.Text.Encoding.UTF8));
    }
}
