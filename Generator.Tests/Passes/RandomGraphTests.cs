using NetGen.Generator.Graphs;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Ops;

namespace NetGen.Tests.Passes;

/// <summary>Properties that hold of any graph, on graphs grown at random.</summary>
public sealed class RandomGraphTests
{
    private const int Batch = 2;

    private static readonly string[] Sources = ["x", "s", "w", "b"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Simplify_OnRandomGraph_KeepsValuesAndTypes(int seed)
    {
        var random = new Random(seed);
        var graph = RandomGraph.Grow(random);
        var simplified = GraphVerifier.Verify(Simplify.Run(graph), "simplification");
        var values = Draw(random);
        Assert.Equal(graph.Results[0].Value.Type, simplified.Results[0].Value.Type);
        Near.AssertAll(
            Interpreter.Run(graph, values, Batch)[ResultRole.Output, "y"], Interpreter.Run(simplified, values, Batch)[ResultRole.Output, "y"], 1e-5);
        Assert.True(simplified.Nodes.Length <= graph.Nodes.Length, $"{graph.Nodes.Length} nodes became {simplified.Nodes.Length}.");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Autodiff_OnRandomGraph_IsCentralDifference(int seed)
    {
        var random = new Random(seed);
        var graph = RandomGraph.Grow(random);
        var present = graph.Nodes.Select(GradientFlow.SourceName).Where(n => n is not null).Select(n => n!).ToList();
        CentralDifferences.AssertGradients(graph, present, Draw(random), Batch, random, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Print_OfEqualGraphs_IsEqual(int seed) =>
        Assert.Equal(GraphPrinter.Print(RandomGraph.Grow(new Random(seed))), GraphPrinter.Print(RandomGraph.Grow(new Random(seed))));

    private static Dictionary<string, double[]> Draw(Random random) => Sources.ToDictionary(
        name => name,
        name => Enumerable.Range(0, name switch { "x" => Batch * 6, "s" => Batch, "w" => 9, _ => 3 }).Select(_ => (random.NextDouble() * 2) - 1).ToArray());
}
