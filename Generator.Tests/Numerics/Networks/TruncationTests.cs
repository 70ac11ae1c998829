using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Truncated backpropagation against the same steps written one after the other, with a StopGradient on the state after every so many.</summary>
public sealed class TruncationTests
{
    private const int Rows = 5, Steps = 6;

    private const string ByHand = """
            [Dense(4)] private partial Tensor Inputs(Tensor x);
            [Dense(4, UseBias = false)] private partial Tensor States(Tensor h);

            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                Tensor h = Slice(Reshape(x, 18) * 0f, 0, 4);
                for (var t = 0; t < 6; t++)
                {
                    if (t > 0 && t % TRUNCATE == 0)
                        h = StopGradient(h);
                    var place = REVERSE ? 5 - t : t;
                    h = Tanh(Inputs(Reshape(Slice(x, place, 1, 0), 3)) + States(h));
                }

                return h;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        """;

    private const string Scanned = """
            [Dense(4)] private partial Tensor Inputs(Tensor x);
            [Dense(4, UseBias = false)] private partial Tensor States(Tensor h);

            [Forward]
            private Tensor Define([Shape(6, 3)] Tensor x)
            {
                Tensor start = Slice(Reshape(x, 18) * 0f, 0, 4);
                var (_, last) = Scan(x, start, (slice, h) => Tanh(Inputs(slice) + States(h)), truncate: TRUNCATE, reverse: REVERSE);
                return last;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        """;

    private const string Layer = """
            [Rnn(4, Truncate = TRUNCATE)] private partial Tensor Encode(Tensor x);

            [Forward] private Tensor Define([Shape(6, 3)] Tensor x) => Encode(x);

            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        """;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    [InlineData(9, true)]
    public void Scan_Truncated_HasTheGradientsOfStoppedStates(int truncate, bool reverse)
    {
        var networks = Compile(truncate, reverse, ByHand, Scanned);
        Copy(networks[0], networks[1], name => name);
        AssertEqualGradients(networks[0], networks[1], name => name);
        Assert.Equal(truncate < Steps, DiffersFromWholeGradient(networks[1], reverse));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Layer_Truncated_HasTheGradientsOfStoppedStates(int truncate)
    {
        var networks = Compile(truncate, reverse: false, ByHand, Layer);
        Copy(networks[0], networks[1], NameInLayer);
        AssertEqualGradients(networks[0], networks[1], NameInLayer);
    }

    private static string NameInLayer(string name) => name switch { "Inputs.kernel" => "Encode.kernel", "Inputs.bias" => "Encode.bias", _ => "Encode.recurrentKernel" };

    private static IReadOnlyList<CompiledNetwork> Compile(int truncate, bool reverse, params string[] members) => CompiledNetwork.CompileAll(members.Select((m, i) =>
        NetworkCase.Of($"Truncated{i}", m.Replace("TRUNCATE", $"{truncate}", StringComparison.Ordinal).Replace("REVERSE", reverse ? "true" : "false", StringComparison.Ordinal)).Source));

    private static void Copy(CompiledNetwork from, CompiledNetwork to, Func<string, string> name)
    {
        foreach (var parameter in from.Spec.Parameters)
            from.Parameters[parameter.Name].CopyTo(to.Parameters[name(parameter.Name)]);
    }

    private static void AssertEqualGradients(CompiledNetwork expected, CompiledNetwork actual, Func<string, string> name)
    {
        var data = NetworkData.Create(expected, Rows, classes: 2);
        string[] names = [.. expected.Spec.Parameters.Select(p => p.Name)];
        var (left, right) = (expected.Gradients(data.Arrays, names), actual.Gradients(data.Arrays, [.. names.Select(name)]));
        foreach (var parameter in names)
            Closeness.AssertClose(NetworkData.ToDouble(left[parameter]), right[name(parameter)], 1e-5, parameter);
    }

    // Otherwise a truncation that does nothing would pass.
    private static bool DiffersFromWholeGradient(CompiledNetwork truncated, bool reverse)
    {
        var whole = Compile(0, reverse, Scanned)[0];
        Copy(truncated, whole, name => name);
        var data = NetworkData.Create(whole, Rows, classes: 2);
        var (left, right) = (truncated.Gradients(data.Arrays, "States.kernel"), whole.Gradients(data.Arrays, "States.kernel"));
        return left["States.kernel"].ToArray().Zip(right["States.kernel"].ToArray()).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-4);
    }
}
