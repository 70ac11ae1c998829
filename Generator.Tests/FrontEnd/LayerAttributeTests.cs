namespace NetGen.Tests.FrontEnd;

/// <summary>Arguments of layer attributes, also where C# alone cannot bind them.</summary>
public sealed class LayerAttributeTests
{
    [Theory]
    [InlineData("Dense(Four + 1, Relu)", "Dense 5, ReLU")]
    [InlineData("Dense(5, Activation.Tanh)", "Dense 5, tanh")]
    [InlineData("Dense(5, NetGen.Activation.Tanh)", "Dense 5, tanh")]
    [InlineData("Dense(5, Chosen)", "Dense 5, ReLU")]
    [InlineData("Dense(units: 5, activation: Relu)", "Dense 5, ReLU")]
    [InlineData("Dense(activation: Relu, units: 5)", "Dense 5, ReLU")]
    [InlineData("Dense(5, Relu, UseBias = false)", "Dense 5, ReLU")]
    [InlineData("Dense(5, KernelInitializer = Init.Orthogonal)", "Dense 5")]
    [InlineData("DenseAttribute(5)", "Dense 5")]
    [InlineData("NetGen.Dense(5, Linear)", "Dense 5")]
    [InlineData("Dropout(1f / Four)", "Dropout 0.25")]
    [InlineData("Reshape(2, 2)", "Reshape 2 × 2")]
    [InlineData("Reshape(new[] { 2, 2 })", "Reshape 2 × 2")]
    [InlineData("Reshape(new int[] { 2, -1 })", "Reshape 2 × -1")]
    public void Arguments_InAnySpelling_AreRead(string attribute, string description)
    {
        var spec = Definitions.ParseValid(Source(attribute));
        Assert.Equal(description, spec.LayerMethods.Single(m => m.Name == "Layer").Stages.Single(), ignoreCase: true);
    }

    [Fact]
    public void Alias_OfActivation_IsDeclaredOnlyWhereTheNameMeansTheFunction()
    {
        var both = Definitions.ParseValid(Source("Dense(5, Relu)"));
        var one = Definitions.ParseValid(Source("Dense(5, Relu)").Replace("using static NetGen.Ops;", "", StringComparison.Ordinal));
        Assert.Equal((1, 0), (both.ActivationAliases.Count, one.ActivationAliases.Count));
    }

    [Fact]
    public async Task Alias_HiddenByAMember_IsReported()
    {
        var source = Source("Dense(5, Relu)").Replace("/* more */", "private static Tensor Relu(Tensor x) => x;", StringComparison.Ordinal);
        Assert.Contains("NG0025", (await Diagnostics.DefinitionDiagnostics.FindAsync(source)).Select(d => d.Id));
    }

    private static string Source(string attribute) => Definitions.Usings + $$"""
        [Network]
        public partial class Net
        {
            private const int Four = 4;
            private const Activation Chosen = Activation.Relu;
            [{{attribute}}] private partial Tensor Layer(Tensor x);
            [Forward] private Tensor Define([Shape(4)] Tensor x) => Layer(x);
            /* more */
        }
        """;
}
