using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Harness;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Ops;

/// <summary>Layers against PyTorch: what they mean in double precision, and what the generated code computes in single precision.</summary>
public sealed class LayerFixtureTests
{
    private const double Exact = 1e-6;

    // PyTorch draws other numbers: what these do to a distribution, and their gradients, are in NoiseLayerTests.
    private static readonly string[] Random = ["AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "SpatialDropout"];

    // How parameters start (InitializerTests), what a step leaves (BatchNormTests), what is drawn at random (RandomNetworkTests), what PyTorch does not have (TruncationTests).
    private static readonly string[] ArgumentsWithoutFixture = ["BatchNorm: Momentum", "MultiHeadAttention: Dropout", "Gru: Truncate", "Lstm: Truncate", "Rnn: Truncate"];

    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks =
        new(() => CompiledNetwork.CompileAll(LayerCase.All.Select((c, i) => c.Source(i))));

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < LayerCase.All.Count; i++)
            data.Add(i, LayerCase.All[i].ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_InDoublePrecision_GivesValuesAndGradientsOfPyTorch(int index, string _)
    {
        var @case = LayerCase.All[index];
        var spec = Network(index).Spec;
        Assert.Equal(@case.Parameters.Select(p => ($"Layer.{p.Name}", Shape.Of(p.Shape))), spec.Parameters.Select(p => (p.Name, p.Shape)));
        var values = @case.Parameters.ToDictionary(p => $"Layer.{p.Name}", p => p.Data);
        foreach (var input in @case.Inputs)
            values[input.Name ?? "x"] = input.Data;
        values["upstream"] = @case.Output.Upstream!;
        var output = Assert.Single(spec.Graph.Results, r => r.Role == ResultRole.Output).Value;
        Near.AssertAll(@case.Output.Data, Interpreter.Run(spec.Graph, values, @case.Batch)[output].Data, Exact);

        var gradients = GraphVerifier.Verify(Autodiff.Run(spec.Graph, [.. @case.Gradients.Keys.Select(name => FullName(@case, name))]), "autodiff");
        foreach (var graph in new[] { gradients, GraphVerifier.Verify(Simplify.Run(gradients), "simplification") })
        {
            var run = Interpreter.Run(graph, values, @case.Batch);
            foreach (var (name, expected) in @case.Gradients)
                Near.AssertAll(expected, [.. run[ResultRole.Gradient, FullName(@case, name)].Select(v => v * @case.Batch)], Exact);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_AsGeneratedCode_GivesValuesAndGradientsOfPyTorch(int index, string _)
    {
        var @case = LayerCase.All[index];
        var network = Network(index);
        foreach (var parameter in @case.Parameters)
            parameter.Floats.CopyTo(network.Parameters[$"Layer.{parameter.Name}"]);
        Near.AssertAll(@case.Output.Data, [.. network.Predict(@case.Batch, [.. @case.Inputs.Select(v => v.Array)])[0].Select(v => (double)v)], Single(@case));

        Array[] data = [.. @case.Inputs.Select(v => v.Array), @case.Output.Upstream!.Select(v => (float)v).ToArray()];
        var gradients = network.Gradients(data, [.. @case.Gradients.Keys.Select(name => FullName(@case, name))]);
        foreach (var (name, expected) in @case.Gradients)
        {
            // Training minimises the mean over the rows; the fixture has the sum.
            var actual = @case.IsInput(name) ? gradients.Input(name) : gradients[FullName(@case, name)];
            Near.AssertAll(expected, [.. actual.ToArray().Select(v => (double)v * @case.Batch)], Single(@case));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_Differentiated_IsCentralDifference(int index, string _)
    {
        var @case = LayerCase.All[index];
        var values = @case.Parameters.ToDictionary(p => $"Layer.{p.Name}", p => p.Data);
        foreach (var input in @case.Inputs)
            values[input.Name ?? "x"] = input.Data;
        values["upstream"] = @case.Output.Upstream!;
        CentralDifferences.AssertGradients(Network(index).Spec.Graph, [.. @case.Gradients.Keys.Select(name => FullName(@case, name))], values, @case.Batch, new Random(index));
    }

    [Fact]
    public void Fixtures_CoverEveryLayer() =>
        Assert.Equal(OpRegistry.Layers.Select(l => l.Name).Except(Random), Attributes.Select(NameOf).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Fixtures_GiveEveryOptionalArgument()
    {
        var missing =
            from layer in OpRegistry.Layers.Where(l => !Random.Contains(l.Name))
            from parameter in layer.Parameters.Concat(layer.Properties).Select((value, index) => (Value: value, Index: index))
            where parameter.Value.Default is not null && parameter.Value.Kind != ParameterKind.Initializer
            where !Attributes.Any(text => NameOf(text) == layer.Name && IsGiven(text, parameter.Value, parameter.Index))
            select $"{layer.Name}: {parameter.Value.Name}";
        Assert.Equal([], missing.Except(ArgumentsWithoutFixture));
    }

    /// <summary>What the networks of the fixtures mean.</summary>
    internal static IEnumerable<Graph> Graphs => Networks.Value.Select(n => n.Spec.Graph);

    private static IEnumerable<string> Attributes => LayerCase.All.Select(c => c.Attribute).Concat(RecurrentFixtureTests.Attributes);

    private static string NameOf(string attribute) => attribute.Split('(')[0];

    private static bool IsGiven(string attribute, FunctionParameter parameter, int index)
    {
        var given = attribute[NameOf(attribute).Length..].Trim('(', ')').Split(", ");
        return given.Any(argument => argument.StartsWith($"{parameter.Name} = ", StringComparison.Ordinal) && !argument.EndsWith($" = {parameter.Default}", StringComparison.Ordinal))
            || (char.IsLower(parameter.Name[0]) && given.TakeWhile(argument => !argument.Contains('=', StringComparison.Ordinal)).Skip(index).Any());
    }

    // Scores of the fixtures' attentions reach tens, so that their rounding in single precision is some 10⁻⁶, which the softmax turns into a relative error.
    private static double Single(LayerCase @case) => @case.Layer == "MultiHeadAttention" ? 2e-5 : 1e-5;

    private static string FullName(LayerCase @case, string name) => @case.IsInput(name) ? name : $"Layer.{name}";

    private static CompiledNetwork Network(int index) => Networks.Value[index];
}
