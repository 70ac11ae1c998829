using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Ops;

/// <summary>Whether PyTorch was asked about everything that graphs are made of, and not only about what users call.</summary>
public sealed class FixtureCoverageTests
{
    private static readonly Dictionary<string, Type[]> Otherwise = new()
    {
        ["choices by data: PyTorchTests has a mixture of experts, RoutingTests compares the others with the computation of all branches"] =
            [typeof(Gather), typeof(GatherColumn), typeof(Merge), typeof(MergeColumns), typeof(Route), typeof(RowNumber)],
        ["drawn at random: NoiseLayerTests has their distribution, DropoutMaskTests and RoutingEdgeTests their numbers"] =
            [typeof(DropoutMask), typeof(NormalNoise), typeof(RowsOfMask), typeof(RowsOfNoise), typeof(WhileTraining)],
        ["what users write: OperationTests"] = [typeof(CustomOp)],
        ["what a pass behind the gradients makes of a sum over the batch: SampleGradientsTests"] = [typeof(LeadingSum)],
    };

    [Fact]
    public void Fixtures_NeedEveryOperation_ForwardOrBackward()
    {
        var graphs = OpFixture.All.Select(f => f.Build()).Concat(LayerFixtureTests.Graphs).Concat(RecurrentFixtureTests.Graphs);
        var reached = graphs.SelectMany(Differentiated).Select(n => n.Op.GetType()).ToHashSet();
        var all = typeof(Op).Assembly.GetTypes().Where(t => !t.IsAbstract && t.Namespace == typeof(Op).Namespace && typeof(Op).IsAssignableFrom(t));
        var (expected, actual) = (Names(Otherwise.Values.SelectMany(types => types)), Names(all.Except(reached)));
        Assert.True(expected == actual, $"without a fixture: {actual}");
    }

    private static string Names(IEnumerable<Type> types) => string.Join(", ", types.Select(t => t.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<Node> Differentiated(Graph graph)
    {
        string[] wanted = [.. graph.Nodes.Where(n => n.Type.Element == Generator.Graphs.ElementType.Float).Select(GradientFlow.SourceName).OfType<string>()];
        var derived = graph.Results.Any(r => r.Role == ResultRole.Loss) ? Autodiff.Run(graph, wanted, UnreachedPolicy.Zero) : Autodiff.RunFromOutputs(graph, wanted, UnreachedPolicy.Zero);
        return graph.Nodes.Concat(derived.Nodes);
    }
}
