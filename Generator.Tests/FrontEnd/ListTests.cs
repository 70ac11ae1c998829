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

    [Theory]
    [InlineData("Focal(Gamma = 1.5f)")]
    [InlineData("MultiMargin")]
    [InlineData("CrossEntropy(Smoothing = 0.1f)")]
    public void List_WithLossOverClasses_HasLabelsAsTargetAndAccuracy(string loss)
    {
        var spec = Definitions.ParseValid(Usings + $"[Network, Input(8), Dense(3), {loss}] public partial class Classifier;");
        Assert.Equal("i32[B]", spec.Inputs.Single(i => i.IsTarget).Type.ToString());
        Assert.Equal(["Accuracy"], spec.Metrics.Select(m => m.Name));
    }

    [Fact]
    public void List_WithoutLoss_OnlyPredicts()
    {
        var spec = Definitions.ParseValid(Usings + "[Network, Input(8), Dense(3)] public partial class Encoder;");
        Assert.Equal([ResultRole.Output], spec.Graph.Results.Select(r => r.Role));
    }

    [Fact]
    public void List_WithMetricMethod_BindsOutputAndTarget()
    {
        var spec = Definitions.ParseValid(Usings + """
            using static NetGen.Ops;

            [Network, Input(784), Dense(10), CrossEntropy]
            public partial class Mlp
            {
                [Metric] private Tensor Top5(Tensor output, [Label] Tensor y) => TopKAccuracy(output, y, 5);
            }
            """);
        Assert.Equal(["Accuracy", "Top5"], spec.Metrics.Select(m => m.Name));
        Assert.Equal(["x", "y"], spec.Inputs.Select(i => i.Name));
    }

    [Fact]
    public void List_WithLossMethod_TrainsByIt()
    {
        var spec = Definitions.ParseValid(Usings + """
            using static NetGen.Ops;

            [Network, Input(8), Dense(4), Reshape([2, 2])]
            public partial class Encoder
            {
                [Loss] private Tensor Error(Tensor output, [Shape(2, 2)] Tensor y) => Mse(output, y);
            }
            """);
        Assert.Equal(["output", "Error"], spec.Graph.Results.Select(r => r.Name));
    }
}
