using NetGen.Generator.Graphs;
using NetGen.Tests.Harness;

namespace NetGen.Tests.FrontEnd;

/// <summary>Scenario 1: two outputs on a shared trunk, in its spellings.</summary>
public sealed class ScenarioTests
{
    private const string Lifted = """
        [Forward]
        private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x)
        {
            var h = Trunk(x);
            return (MeanHead(h), Softplus(SigmaHead(h)) + 1e-3f);
        }
        """;

    private const string Naive = """
        [Forward]
        private (Tensor Mean, Tensor Sigma) Define([Shape(67)] Tensor x) => (Mean(x), Sigma(x));
        private Tensor Mean(Tensor x) => MeanHead(Trunk(x));
        private Tensor Sigma(Tensor x) => Softplus(SigmaHead(Trunk(x))) + 1e-3f;
        """;

    [Fact]
    public void Ridership_Parsed_PrintsTheGraph() => Snapshot.Match(GraphPrinter.Print(Definitions.ParseValid(Ridership(Lifted)).Graph), "graph");

    [Fact]
    public void NaiveSpelling_Parsed_IsTheLiftedGraph()
    {
        var lifted = Definitions.ParseValid(Ridership(Lifted));
        var naive = Definitions.ParseValid(Ridership(Naive));
        Assert.Equal(GraphPrinter.Print(lifted.Graph), GraphPrinter.Print(naive.Graph));
        Assert.Equal(lifted.Parameters, naive.Parameters);
    }

    [Fact]
    public void NaiveSpelling_Applications_CountTwoCallsOfOneTrunk()
    {
        var spec = Definitions.ParseValid(Ridership(Naive));
        Assert.Equal([("Trunk.0", 2), ("Trunk.1", 2)], spec.Applications.Where(a => a.Layer.StartsWith("Trunk")).Select(a => (a.Layer, a.Calls)));
        Assert.All(spec.Applications.Where(a => a.Layer.Contains("Head")), a => Assert.Equal(1, a.Calls));
    }

    [Fact]
    public void Ridership_Parsed_HasNamesShapesAndOrder()
    {
        var spec = Definitions.ParseValid(Ridership(Lifted));
        Assert.Equal(["x f32[B, 67] False", "y f32[B, 1] True"], spec.Inputs.Select(i => $"{i.Name} {i.Type} {i.IsTarget}"));
        Assert.Equal(["Trunk.0.kernel 67 × 50", "Trunk.0.bias 50", "Trunk.1.kernel 50 × 25"], spec.Parameters.Take(3).Select(p => $"{p.Name} {p.Shape}"));
        Assert.Equal(
            [(ResultRole.Output, "Mean"), (ResultRole.Output, "Sigma"), (ResultRole.Loss, "Loss"), (ResultRole.Metric, "Mae")],
            spec.Graph.Results.Select(r => (r.Role, r.Name)));
        Assert.Equal(["Relu"], spec.ActivationAliases);
        Assert.Equal(["MeanHead", "SigmaHead", "Trunk"], spec.LayerMethods.Select(m => m.Name).Order());
    }

    private static string Ridership(string forward) => Definitions.Usings + $$"""
        [Network]
        public partial class RidershipModel
        {
            [Dense(50, Relu), Dense(25, Relu)]            private partial Tensor Trunk(Tensor x);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)]  private partial Tensor MeanHead(Tensor h);
            [Dense(25, Relu), Dense(10, Relu), Dense(1)]  private partial Tensor SigmaHead(Tensor h);
            {{forward}}
            [Loss]   private Tensor Loss(Tensor mean, Tensor sigma, [Shape(1)] Tensor y) => GaussianNll(mean, sigma, y);
            [Metric] private Tensor Mae(Tensor mean, [Shape(1)] Tensor y) => Abs(mean - y);
        }
        """;
}
