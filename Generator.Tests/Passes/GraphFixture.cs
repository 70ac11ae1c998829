using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Passes;

/// <summary>Short spellings for graphs in tests.</summary>
internal static class GraphFixture
{
    public static Graph Build(Action<GraphBuilder> build)
    {
        var builder = new GraphBuilder();
        build(builder);
        return builder.Build();
    }

    public static Node Input(this GraphBuilder builder, string name, params int[] sizes) =>
        builder.Add(new Input(TensorType.Sample(Shape.Of(sizes)), name));

    public static Node Parameter(this GraphBuilder builder, string name, params int[] sizes) =>
        builder.Add(new Parameter(TensorType.Single(Shape.Of(sizes)), name));

    public static Node Call(this GraphBuilder builder, string function, params object[] arguments) =>
        OpRegistry.Call(builder, function, arguments)[0];

    public static void Output(this GraphBuilder builder, string name, Node value) => builder.AddResult(ResultRole.Output, name, value);

    public static void Loss(this GraphBuilder builder, Node value) => builder.AddResult(ResultRole.Loss, "Loss", value);

    /// <summary>Fails unless the printed graph is <paramref name="expected"/>.</summary>
    public static void AssertPrints(string expected, Graph graph)
    {
        Assert.Empty(GraphVerifier.Problems(graph));
        Assert.Equal(expected.ReplaceLineEndings("\n").TrimEnd('\n'), GraphPrinter.Print(graph).TrimEnd('\n'));
    }
}
