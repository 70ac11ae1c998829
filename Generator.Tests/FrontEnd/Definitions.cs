using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Tests.Harness;

namespace NetGen.Tests.FrontEnd;

/// <summary>Definitions as tests write them, and the front end alone run over them.</summary>
internal static class Definitions
{
    public const string Usings = "using NetGen;\nusing static NetGen.Activation;\nusing static NetGen.Ops;\n\n";

    /// <summary>A network with a few layers around the members under test.</summary>
    public static string Network(string members) => Usings + $$"""
        [Network(UnreachedParameters = UnreachedParameters.Zero)]
        public partial class Net
        {
            internal const int Four = 4;
            internal static readonly int[] Sizes = [1, 2, 3];
            internal static readonly float Half = 0.5f;

            [Dense(4, Relu)] private partial Tensor A(Tensor x);
            [Dense(4)] private partial Tensor B(Tensor x);
            [Dense(4, Relu), Dense(2)] private partial Tensor Head(Tensor x);
            [Dense(4)] private partial Tensor Block(int index, Tensor x);

        {{members}}
        }
        """;

    /// <summary>The same with a body for <c>Tensor Define([Shape(4)] Tensor x)</c>.</summary>
    public static string Body(string statements) =>
        Network($"    [Forward] private Tensor Define([Shape(4)] Tensor x)\n    {{\n        {statements}\n    }}");

    /// <summary>Parses the only network of a source.</summary>
    public static ParseResult Parse(string source) => Parse(ProjectSetup.CreateCompilation([("/0/Test0.cs", source)]));

    public static ParseResult Parse(Compilation compilation) => ParseAll(compilation).Single();

    /// <summary>Parses each network of a compilation.</summary>
    public static IEnumerable<ParseResult> ParseAll(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var syntax in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(syntax) is INamedTypeSymbol type
                    && type.FindAttribute("NetworkAttribute")?.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent == syntax)
                    yield return NetworkParser.Parse(type, compilation, syntax, CancellationToken.None);
            }
        }
    }

    /// <summary>Parses a source that must be right.</summary>
    public static NetworkSpec ParseValid(string source)
    {
        var result = Parse(source);
        Assert.True(
            result.Spec.IsValid,
            $"The definition is invalid: {string.Join("\n", result.Issues.Select(i => i.ToDiagnostic()))}{(result.Issues.IsEmpty ? Errors(source) : "")}");
        return result.Spec;
    }

    /// <summary>Nodes and results without the names that users gave.</summary>
    public static string Structure(Graph graph) =>
        string.Join("\n", graph.Nodes.Select(n => n.ToString()).Concat(graph.Results.Select(r => $"{r.Role} %{r.Value.Id}")));

    private static string Errors(string source) =>
        string.Join("\n", ProjectSetup.CreateCompilation([("/0/Test0.cs", source)]).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
}
