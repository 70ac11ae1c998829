using System.Text.RegularExpressions;
using NetGen.Generator.Graphs;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Recurrent layers against PyTorch's: Fixtures/recurrent/make_fixtures.py wrote the files, in double precision rounded to float32.</summary>
public sealed class RecurrentFixtureTests
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["rnn-stack"] = Stack("Rnn"),
        ["rnn-both"] = Both("Rnn"),
        ["rnn-states"] = States("Rnn", "h"),
        ["lstm-stack"] = Stack("Lstm"),
        ["lstm-both"] = Both("Lstm"),
        ["lstm-states"] = States("Lstm", "h", "c"),
        ["gru-stack"] = Stack("Gru"),
        ["gru-both"] = Both("Gru"),
        ["gru-states"] = States("Gru", "h"),
        ["rnn-relu"] = Both("Rnn", "Relu, "),
        ["rnn-lengths"] = States("Rnn", "h", "b"),
        ["lstm-lengths"] = States("Lstm", "h", "c", "b", "d"),
        ["gru-lengths"] = States("Gru", "h", "b"),
    };

    /// <summary>The layers of all fixtures with their arguments.</summary>
    internal static IEnumerable<string> Attributes => Sources.Values.SelectMany(source => Regex.Matches(source, @"\b(?:Rnn|Lstm|Gru)\([^)]*\)").Select(match => match.Value));

    private static readonly Lazy<IReadOnlyDictionary<string, CompiledNetwork>> Compiled = new(() =>
        Sources.Keys.Zip(CompiledNetwork.CompileAll(Sources.Values)).ToDictionary(pair => pair.First, pair => pair.Second));

    /// <summary>What the networks of the fixtures mean.</summary>
    internal static IEnumerable<Graph> Graphs => Compiled.Value.Values.Select(n => n.Spec.Graph);

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_EqualPyTorch(string name)
    {
        using var fixture = Open(name);
        var network = Load(name, fixture);
        var inputs = network.Spec.Inputs.Where(i => !i.IsTarget).Select(i => (Array)fixture.Read($"data.{i.Name}")).ToArray();
        var actual = network.Predict(fixture.Read("data.x").Length / 21, inputs);
        foreach (var (output, values) in network.Network.Outputs.Zip(actual))
            Closeness.AssertClose(NetworkData.ToDouble(fixture.Read($"output.{output.Name}")), values, 1e-5, output.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LossAndGradients_EqualPyTorch(string name)
    {
        using var fixture = Open(name);
        var network = Load(name, fixture);
        string[] inputs = [.. network.Spec.Inputs.Where(i => !i.IsTarget && i.Name != "lengths").Select(i => i.Name)];
        string[] names = [.. network.Parameters.Layout.Names, .. inputs];
        var actual = network.Gradients([.. network.Network.Inputs.Select(i => fixture.Read($"data.{i.Name}"))], names);
        Closeness.AssertClose([fixture.Read("loss")[0]], [actual.Loss], 1e-5, "loss");
        foreach (var wanted in names)
            Closeness.AssertClose(NetworkData.ToDouble(fixture.Read($"gradient.{wanted}")), inputs.Contains(wanted) ? actual.Input(wanted) : actual[wanted], 1e-5, wanted);
    }

    private static string Stack(string kind) => Source($"{kind}Stack", $$"""
            [{{kind}}(4, ReturnSequences = true, Bidirectional = true), {{kind}}(6)] private partial Tensor Encode(Tensor x);
            [Forward] private Tensor Define([Shape(7, 3)] Tensor x) { var output = Encode(x); return output; }
            [Loss] private Tensor Loss(Tensor output, [Shape(6)] Tensor y) => Mse(output, y);
        """);

    private static string Both(string kind, string activation = "") => Source($"{kind}Both{activation.Length}", $$"""
            [{{kind}}(5, {{activation}}Bidirectional = true)] private partial Tensor Encode(Tensor x);
            [Forward] private Tensor Define([Shape(7, 3)] Tensor x) { var output = Encode(x); return output; }
            [Loss] private Tensor Loss(Tensor output, [Shape(10)] Tensor y) => Mse(output, y);
        """);

    // Both directions, with twice as many states, where the second half of them is given.
    private static string States(string kind, params string[] states)
    {
        var isBoth = states.Contains("b");
        var declared = string.Concat(states.Select(s => $", Tensor {s}"));
        var inputs = string.Concat(states.Select(s => $", [Shape(5)] Tensor {s}"));
        var results = string.Concat(states.Select(s => $", Tensor Next{s.ToUpperInvariant()}"));
        return Source($"{kind}{(isBoth ? "Lengths" : "States")}", $$"""
                [{{kind}}(5{{(isBoth ? ", Bidirectional = true" : "")}})] private partial (Tensor Last{{results}}) Encode(Tensor x{{declared}}, Tensor lengths);
                [Forward] private (Tensor Last{{results}}) Define([Shape(7, 3)] Tensor x{{inputs}}, [Shape] Tensor lengths) => Encode(x{{string.Concat(states.Select(s => $", {s}"))}}, lengths);
                [Loss] private Tensor Loss({{string.Join(", ", states.Select(s => $"Tensor Next{s.ToUpperInvariant()}"))}}, [Shape(5)] Tensor y) => {{string.Join(" + ", states.Select(s => $"Mse(Next{s.ToUpperInvariant()}, y)"))}};
            """);
    }

    private static string Source(string name, string members) => $"{NetworkSources.Usings}namespace Fixtures;\n\n[Network]\npublic partial class {name}\n{{\n{members}\n}}\n";

    private static CompiledNetwork Load(string name, SafetensorsFile fixture)
    {
        var network = Compiled.Value[name];
        foreach (var parameter in network.Parameters.Layout.Names)
            fixture.Read($"before.{parameter}").CopyTo(network.Parameters[parameter]);
        network.Parameters.MarkChanged();
        return network;
    }

    private static SafetensorsFile Open(string name) => Safetensors.Open(Path.Combine(RepositoryRoot.Path, "Generator.Tests", "Fixtures", "recurrent", $"{name}.safetensors"));
}
