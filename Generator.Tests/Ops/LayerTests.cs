using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

public sealed class LayerTests
{
    [Fact]
    public void Dense_WithActivation_IsProductBiasActivation()
    {
        var (graph, parameters) = LayerFixture.Apply("Dense", Shape.Of(67), ("units", 50), ("activation", "Relu"));
        Assert.Equal(
            """
            x: f32[B, 67] = input
            Trunk.kernel: f32[67, 50] = parameter
            %0: f32[B, 50] = matmul(x, Trunk.kernel)
            Trunk.bias: f32[50] = parameter
            %1: f32[B, 50] = add(%0, Trunk.bias)
            %2: f32[B, 50] = relu(%1)
            output y = %2

            """,
            GraphPrinter.Print(graph));
        Assert.Equal(
            [new("Trunk.kernel", Shape.Of(67, 50), new("HeUniform")), new("Trunk.bias", Shape.Of(50), new("Zeros"))],
            parameters);
    }

    [Fact]
    public void Dense_OnMatrix_KeepsLeadingAxes()
    {
        var (graph, _) = LayerFixture.Apply("Dense", Shape.Of(10, 4), ("units", 3), ("UseBias", false));
        Assert.Equal(Shape.Of(10, 3), graph.Results[0].Value.Shape);
        Assert.DoesNotContain(graph.Nodes, n => n.Op is Add);
    }

    [Theory]
    [InlineData("Linear", "GlorotUniform")]
    [InlineData("Tanh", "GlorotUniform")]
    [InlineData("Gelu", "HeUniform")]
    [InlineData("LeakyRelu", "HeUniform")]
    [InlineData("HardSwish", "HeUniform")]
    [InlineData("Selu", "LeCunNormal")]
    public void Dense_WithoutInitializer_StartsAsSuitsTheActivation(string activation, string expected)
    {
        var (_, parameters) = LayerFixture.Apply("Dense", Shape.Of(4), ("units", 3), ("activation", activation));
        Assert.Equal(expected, parameters[0].Initializer.Kind);
    }

    [Fact]
    public void Dense_WithInitializers_UsesThem()
    {
        var (_, parameters) = LayerFixture.Apply(
            "Dense", Shape.Of(4), ("units", 3),
            ("KernelInitializer", new InitializerSpec("Orthogonal")), ("BiasInitializer", new InitializerSpec("Ones")));
        Assert.Equal(["Orthogonal", "Ones"], parameters.Select(p => p.Initializer.Kind));
    }

    [Fact]
    public void Dropout_Applied_MultipliesByAMaskOfTheLayer()
    {
        var (graph, _) = LayerFixture.Apply("Dropout", Shape.Of(3), ("rate", 0.25f));
        var mask = Assert.IsType<DropoutMask>(graph.Nodes.Single(n => n.Op is DropoutMask).Op);
        Assert.StartsWith("Trunk", mask.Layer, StringComparison.Ordinal);
        Assert.Equal(0.25f, mask.Rate);
    }

    [Fact]
    public void SpatialDropout_Applied_DrawsOneNumberForEachChannel()
    {
        var (graph, _) = LayerFixture.Apply("SpatialDropout", Shape.Of(5, 3), ("rate", 0.25f));
        Assert.Equal(Shape.Of(3), graph.Nodes.Single(n => n.Op is DropoutMask).Shape);
        Assert.Equal(Shape.Of(5, 3), graph.Results[0].Value.Shape);
    }

    [Theory]
    [InlineData("LayerNorm", "Ones", "Zeros")]
    [InlineData("RmsNorm", "Ones")]
    [InlineData("Prelu", "Constant")]
    public void Normalisation_Applied_StartsAsIdentity(string layer, params string[] expected) =>
        Assert.Equal(expected, LayerFixture.Apply(layer, Shape.Of(2, 3)).Parameters.Select(p => p.Initializer.Kind));

    [Fact]
    public void FlattenAndReshape_Applied_KeepTheElements()
    {
        Assert.Equal(Shape.Of(12), LayerFixture.Apply("Flatten", Shape.Of(3, 4)).Graph.Results[0].Value.Shape);
        var reshaped = LayerFixture.Apply("Reshape", Shape.Of(3, 4), ("sizes", (IReadOnlyList<int>)[2, -1]));
        Assert.Equal(Shape.Of(2, 6), reshaped.Graph.Results[0].Value.Shape);
    }

    [Theory]
    [InlineData("Linear", "Dense 50")]
    [InlineData("Relu", "Dense 50, ReLU")]
    [InlineData("Softmax", "Dense 50, softmax")]
    public void Dense_Described_NamesUnitsAndActivation(string activation, string expected)
    {
        var layer = OpRegistry.FindLayer("Dense")!;
        Assert.Equal(expected, layer.Describe(LayerFixture.ArgumentsOf(layer, ("units", 50), ("activation", activation))));
    }

    [Fact]
    public void Dense_OnScalar_NamesTheLayer()
    {
        var exception = Assert.Throws<DefinitionException>(() => LayerFixture.Apply("Dense", Shape.Scalar, ("units", 5)));
        Assert.Equal((DiagnosticIds.TooFewAxes, "Trunk"), (exception.Id, exception.Arguments[0]));
    }
}
