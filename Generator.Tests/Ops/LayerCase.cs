using System.Globalization;
using System.Text.Json;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Ops;

/// <summary>One case of Fixtures/layers/layers.json: a layer with its values and gradients as PyTorch computed them.</summary>
internal sealed record LayerCase(
    string Attribute,
    int Batch,
    LayerCase.Values Input,
    IReadOnlyList<LayerCase.Values> Parameters,
    LayerCase.Values Output,
    IReadOnlyDictionary<string, double[]> Gradients,
    IReadOnlyList<LayerCase.Values>? Further = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<LayerCase[]> LazyAll =
        new(() => JsonSerializer.Deserialize<LayerCase[]>(RepositoryRoot.Read("Generator.Tests/Fixtures/layers/layers.json"), Options)!);

    public static IReadOnlyList<LayerCase> All => LazyAll.Value;

    /// <summary>The layer's name without arguments.</summary>
    public string Layer => Attribute.Split('(')[0];

    /// <summary>The network that a user would write: the layer is its definition, the sum of output · upstream its loss.</summary>
    public string Source(int index) => $$"""
        using NetGen;
        using static NetGen.Ops;

        [Network]
        public partial class Layer{{index.ToString(CultureInfo.InvariantCulture)}}
        {
            [{{Attribute}}] private partial Tensor Layer(Tensor x{{Each(v => $", Tensor {v.Name}")}});
            [Forward] private Tensor Define([{{(Input.Integer ? "Indices" : "Shape")}}({{Sizes(Input)}})] Tensor x{{Each(v => $", [Shape({Sizes(v)})] Tensor {v.Name}")}}) => Layer(x{{Each(v => $", {v.Name}")}});
            [Loss] private Tensor Loss(Tensor output, [Shape({{Sizes(Output)}})] Tensor upstream) => Sum(output * upstream);
        }
        """;

    public override string ToString() => $"{Attribute} on {Sizes(Input)}";

    /// <summary>The inputs in order.</summary>
    public IEnumerable<Values> Inputs => [Input, .. Further ?? []];

    /// <summary>Whether a gradient is that of an input, and not of a parameter.</summary>
    public bool IsInput(string name) => name == "x" || Further?.Any(v => v.Name == name) == true;

    private string Each(Func<Values, string> text) => string.Concat((Further ?? []).Select(text));

    private static string Sizes(Values values) => string.Join(", ", values.Shape);

    /// <summary>A tensor, row-major, the batch outermost if it has one.</summary>
    internal sealed record Values(string? Name, int[] Shape, double[] Data, double[]? Upstream, bool Integer = false)
    {
        /// <summary>As a call of the network takes them.</summary>
        public Array Array => Integer ? Data.Select(v => (int)v).ToArray() : Floats;

        public float[] Floats => [.. Data.Select(v => (float)v)];
    }
}
