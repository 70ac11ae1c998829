using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Whole networks against PyTorch: Fixtures/networks/make_fixtures.py wrote the files, in double precision rounded to float32.</summary>
public sealed class PyTorchTests
{
    private const string Classifier = NetworkSources.Usings + """
        [Network]
        public partial class Classifier
        {
            [Dense(9, Gelu), Dense(5)] private partial Tensor Body(Tensor x);

            [Forward]
            private Tensor Define([Shape(12)] Tensor x)
            {
                var logits = Body(x);
                return logits;
            }

            [Loss] private Tensor Loss(Tensor logits, [Label] Tensor y) => CrossEntropy(logits, y);
        }
        """;

    private const string Mixture = NetworkSources.Usings + """
        [Network]
        public partial class Mixture
        {
            [Dense(4)] private partial Tensor Gate(Tensor x);
            [Dense(6, Tanh), Dense(5)] private partial Tensor Expert(int index, Tensor x);
            [Dense(5)] private partial Tensor Rare(Tensor h);

            [Forward]
            private (Tensor Logits, Tensor Weights) Define([Shape(12)] Tensor x)
            {
                var weights = Softmax(Gate(x));
                var mixed = TopK(weights, 2, i => Expert(i, x));
                return (Sum(x) > 0f ? mixed + Rare(mixed) : mixed, weights);
            }

            [Loss] private Tensor Loss(Tensor logits, Tensor weights, [Label] Tensor y) => CrossEntropy(logits, y) + 0.1f * LoadBalance(weights, 2);
        }
        """;

    [Theory]
    [InlineData("ridership", 33)]
    [InlineData("classifier", 17)]
    [InlineData("mixture", 29)]
    public void Outputs_EqualPyTorch(string name, int rows)
    {
        using var fixture = Open(name);
        var network = Load(name, fixture);
        var actual = network.Predict(rows, fixture.Read("data.x"));
        var outputs = fixture.Tensors.Where(t => t.Name.StartsWith("output.", StringComparison.Ordinal)).Select(t => t.Name).ToArray();
        Assert.Equal(outputs.Length, actual.Length);
        foreach (var (output, values) in outputs.Zip(actual))
            Closeness.AssertClose(NetworkData.ToDouble(fixture.Read(output)), values, 1e-5, output);
    }

    [Theory]
    [InlineData("ridership")]
    [InlineData("classifier")]
    [InlineData("mixture")]
    public void LossAndGradients_EqualPyTorch(string name)
    {
        using var fixture = Open(name);
        var network = Load(name, fixture);
        string[] names = [.. network.Parameters.Layout.Names, "x"];
        var actual = network.Gradients(Data(network, fixture), names);
        Closeness.AssertClose([fixture.Read("losses")[0]], [actual.Loss], 1e-5, "loss");
        foreach (var wanted in names)
        {
            var values = wanted == "x" ? actual.Input(wanted) : actual[wanted];
            Closeness.AssertClose(NetworkData.ToDouble(fixture.Read($"gradient.{wanted}")), values, 1e-5, wanted);
        }
    }

    [Theory]
    [InlineData("ridership", 33)]
    [InlineData("classifier", 17)]
    [InlineData("mixture", 29)]
    public void TenAdamSteps_EqualPyTorch(string name, int rows)
    {
        using var fixture = Open(name);
        var network = Load(name, fixture);
        var (trainer, step) = network.CreateTrainer(new Adam(1e-3f), rows);
        using (trainer)
        {
            foreach (var expected in fixture.Read("losses"))
                Closeness.AssertClose([expected], [step(Data(network, fixture))], 1e-5, "loss");
        }

        // Adam divides a gradient by its own size, so that a rounding error in a gradient near zero moves a parameter by as much as a real
        // one would: a hundredth of the ten steps of 1e-3 is allowed for those few, 1e-5 for all others.
        foreach (var parameter in network.Parameters.Layout.Names)
        {
            var expected = fixture.Read($"after.{parameter}");
            var actual = network.Parameters[parameter];
            Closeness.AssertClose(NetworkData.ToDouble(expected), actual, 1e-4 / expected.Max(Math.Abs), parameter);
            var far = 0;
            for (var i = 0; i < expected.Length; i++)
                far += Math.Abs(expected[i] - actual[i]) > 1e-5 ? 1 : 0;
            Assert.True(far <= expected.Length / 100, $"{far} of {expected.Length} elements of {parameter} are further than 1e-5 from PyTorch's.");
        }
    }

    private static CompiledNetwork Load(string name, SafetensorsFile fixture)
    {
        var network = CompiledNetwork.Compile(name switch { "ridership" => NetworkSources.RidershipLifted, "mixture" => Mixture, _ => Classifier });
        var stored = fixture.Tensors.Where(t => t.Name.StartsWith("before.", StringComparison.Ordinal)).Select(t => t.Name["before.".Length..]);
        Assert.Equal(stored.Order(StringComparer.Ordinal), network.Parameters.Layout.Names.Order(StringComparer.Ordinal));
        foreach (var parameter in network.Parameters.Layout.Names)
            fixture.Read($"before.{parameter}").CopyTo(network.Parameters[parameter]);
        network.Parameters.MarkChanged();
        return network;
    }

    private static Array[] Data(CompiledNetwork network, SafetensorsFile fixture) =>
        [.. network.Network.Inputs.Select(input => input.Type == ElementType.Int32
            ? (Array)fixture.Read($"data.{input.Name}").Select(value => (int)value).ToArray()
            : fixture.Read($"data.{input.Name}"))];

    private static SafetensorsFile Open(string name) => Safetensors.Open(Path.Combine(RepositoryRoot.Path, "Generator.Tests", "Fixtures", "networks", $"{name}.safetensors"));
}
