using NetGen.Generator.Graphs;
using NetGen.Tests.Harness;

namespace NetGen.Tests.FrontEnd;

/// <summary>Networks that are a list of layers on their class.</summary>
public sealed class ListTests
{
    private const string Usings = "using NetGen;\nusing static NetGen.Activation;\n";

    [Fact]
    public void List_OfLayers_PrintsTheGraph()
    {
        var spec = Definitions.ParseValid(Usings + "[Network, Input(784), Dense(512, Relu), Dropout(0.5f), Dense(10), CrossEntropy] public partial class Mlp;");
        Snapshot.Match(GraphPrinter.Print(spec.Graph), "graph");
        Assert.Equal(["x f32[B, 784] False", "y i32[B] True"], spec.Inputs.Select(i => $"{i.Name} {i.Type} {i.IsTarget}"));
        Assert.Equal(["Dense0", "Dropout0", "Dense1"], spec.Applications.Select(a => a.Layer));
        Assert.Equal(["Accuracy Mean 1"], spec.Metrics.Select(m => $"{m.Name} {m.Kind} {m.Columns}"));
        Assert.Empty(spec.ActivationAliases);
    }

    [Fact]
    public void List_WithRegressionLoss_HasATargetOfTheOutputsShape()
    {
        var spec = Definitions.ParseValid(Usings + "[Network] [Input(8)] [Dense(3, Activation.Tanh)] [Mse] public partial class Regression;");
        Assert.Equal("f32[B, 3]", spec.Inputs.Single(i => i.IsTarget).Type.ToString());
        Assert.Empty(spec.Metrics);
    }

    [Fact]
    public void List_WithoutLoss_OnlyPredicts()
    {
        var spec = Definitions.ParseValid(Usings + "[Network, Input(8), Dense(3)] public partial class Encoder;");
        Assert.Equal([ResultRole.Output], spec.Graph.Results.Select(r => r.Role));
    }
}
