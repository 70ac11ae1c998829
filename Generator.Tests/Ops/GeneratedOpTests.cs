using NetGen.Tests.Harness;

namespace NetGen.Tests.Ops;

/// <summary>The generated code of every function against PyTorch. Single precision, and sums of a few dozen terms.</summary>
public sealed class GeneratedOpTests
{
    private const double Tolerance = 1e-5;

    private static readonly Lazy<Dictionary<int, CompiledNetwork>> Networks = new(() =>
    {
        var sources = OpFixture.All.Select((f, i) => (Index: i, Source: OpFixtureSource.Write(f, i)))
            .Where(p => p.Source is not null).ToList();
        var compiled = CompiledNetwork.CompileAll(sources.Select(p => p.Source!)).ToDictionary(n => n.Spec.Class.Name);
        return sources.ToDictionary(p => p.Index, p => compiled[$"Case{p.Index}"]);
    });

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < OpFixture.All.Count; i++)
        {
            if (OpFixtureSource.Write(OpFixture.All[i], i) is not null)
                data.Add(i, OpFixture.All[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GeneratedCode_OnFixture_GivesValuesAndGradientsOfPyTorch(int index, string _)
    {
        var fixture = OpFixture.All[index];
        var network = Networks.Value[index];
        var inputs = fixture.Inputs.Select(Data).ToArray();
        var predicted = network.Predict(fixture.Batch, [.. inputs.Take(network.Network.Inputs.Count(i => i.Role == TensorRole.Input))]);
        var isDirect = !OpFixtureSource.HasLabels(fixture);
        if (isDirect)
        {
            foreach (var (expected, actual) in fixture.Outputs.Zip(predicted))
                Near.AssertAll(expected.Data, [.. actual.Select(v => (double)v)], Tolerance);
        }

        if (fixture.Gradients.Count == 0)
            return;
        var wanted = fixture.Gradients.Keys.Select(name => isDirect ? name : "x").ToArray();
        var gradients = network.Gradients([.. inputs, .. fixture.Outputs.Select(o => ToFloats(o.Upstream))], wanted);
        foreach (var (name, expected) in fixture.Gradients)
        {
            // Training minimises the mean over the rows; the fixture has the sum.
            var actual = gradients.Input(isDirect ? name : "x").ToArray().Select(v => (double)v * fixture.Batch);
            Near.AssertAll(expected, [.. actual], Tolerance);
        }
    }

    private static Array Data((string Name, Generator.Graphs.TensorType Type, double[] Data) input) =>
        input.Type.Element == Generator.Graphs.ElementType.Integer ? (Array)input.Data.Select(v => (int)v).ToArray() : ToFloats(input.Data);

    private static float[] ToFloats(double[] values) => [.. values.Select(v => (float)v)];
}
