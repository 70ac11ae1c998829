using System.Text.Json;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>The functions against PyTorch in double precision. Arguments such as 0.2 are floats in a graph and doubles there, which is
/// what the
/// tolerance is for.</summary>
public sealed class OpFixtureTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < OpFixture.All.Count; i++)
            data.Add(i, OpFixture.All[i].ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Function_OnFixture_GivesValuesAndShapesOfPyTorch(int index, string _)
    {
        var fixture = OpFixture.All[index];
        foreach (var graph in Stages(fixture.Build()))
        {
            var actual = Interpreter.Run(graph, Values(fixture), fixture.Batch);
            for (var i = 0; i < fixture.Outputs.Count; i++)
            {
                var result = graph.Results.Single(r => r.Name == OpFixture.OutputName(i)).Value;
                Assert.Equal(fixture.Outputs[i].Shape, result.Shape);
                Near.AssertAll(fixture.Outputs[i].Data, actual[result].Data, Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Function_OnFixture_GivesGradientsOfPyTorch(int index, string _)
    {
        var fixture = OpFixture.All[index];
        var wanted = fixture.Inputs.Where(i => i.Type.Element == ElementType.Float).Select(i => i.Name).ToList();
        var values = Values(fixture);
        for (var i = 0; i < fixture.Outputs.Count; i++)
            values.Add(Autodiff.SeedName(OpFixture.OutputName(i)), fixture.Outputs[i].Upstream);
        foreach (var graph in Stages(Autodiff.RunFromOutputs(fixture.Build(), wanted, UnreachedPolicy.Zero)))
        {
            var actual = Interpreter.Run(graph, values, fixture.Batch);
            foreach (var name in wanted)
            {
                var data = actual[ResultRole.Gradient, name];
                Near.AssertAll(fixture.Gradients.TryGetValue(name, out var expected) ? expected : new double[data.Length], data, Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Function_OnFixture_Differentiated_IsCentralDifference(int index, string _)
    {
        var fixture = OpFixture.All[index];
        // The gradient of two is another one than the derivative, by design; t · log t is too steep near 0 for differences (OpGradientTests has it further away).
        if (fixture.Function is "StopGradient" or "StraightThrough" or "KlDivergence")
            return;
        CentralDifferences.AssertGradients(fixture.Build(), [.. fixture.Gradients.Keys], Values(fixture), fixture.Batch, new Random(index));
    }

    [Fact]
    public void Fixtures_CoverEveryFunctionAndOperator()
    {
        // These are random, so that PyTorch has no equal value.
        string[] random = ["Dropout", "NoisyGate"];
        Assert.Equal([], OpRegistry.Functions.Select(f => f.Name).Concat(OpFixture.Operators).Except(OpFixture.All.Select(f => f.Function)).Except(random));
    }

    [Fact]
    public void Fixtures_GiveEveryOptionalArgument()
    {
        var optional = OpRegistry.Functions.SelectMany(f => f.Parameters.Select((p, i) => (Function: f.Name, Index: i, Parameter: p))).Where(p => p.Parameter.Default is not null);
        Assert.Equal([], optional.Where(p => !OpFixture.All.Any(f => f.Function == p.Function && IsGiven(f, p.Index))).Select(p => $"{p.Function}: {p.Parameter.Name}"));
    }

    private static bool IsGiven(OpFixture fixture, int index)
    {
        if (fixture.Arguments.Count <= index)
            return false;
        object given = fixture.Arguments[index].ValueKind is JsonValueKind.True or JsonValueKind.False
            ? fixture.Arguments[index].GetBoolean()
            : fixture.Arguments[index].GetSingle();
        var byDefault = DefaultValues.Parse(fixture.Parameters[index]);
        return !given.Equals(byDefault is int number ? (float)number : byDefault);
    }

    private static IEnumerable<Graph> Stages(Graph graph) =>
        [GraphVerifier.Verify(graph, "building"), GraphVerifier.Verify(Simplify.Run(graph), "simplification")];

    private static Dictionary<string, double[]> Values(OpFixture fixture) => fixture.Inputs.ToDictionary(i => i.Name, i => i.Data);
}
