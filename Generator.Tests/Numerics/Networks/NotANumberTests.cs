using NetGen.Generator.Graphs;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What is largest or smallest beside a NaN is NaN, in generated code as in the reference: a loss that went wrong must not look healthy.</summary>
public sealed class NotANumberTests
{
    private static readonly (string Name, string Body)[] Spellings =
    [
        ("Pooled", "[MaxPool1D(2)] private partial Tensor Pool(Tensor x); [Forward] private Tensor Define([Shape(4, 1)] Tensor x) => Reshape(Pool(x), 2);"),
        ("GloballyPooled", "[GlobalMaxPool] private partial Tensor Pool(Tensor x); [Forward] private Tensor Define([Shape(2, 2)] Tensor x) => Pool(Transpose(x));"),
        ("Greatest", "[Forward] private Tensor Define([Shape(2, 2)] Tensor x) => ReduceMax(x, 1);"),
        ("Least", "[Forward] private Tensor Define([Shape(2, 2)] Tensor x) => ReduceMin(x, 1);"),
    ];

    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(Spellings.Select(s => NetworkCase.Of(s.Name, s.Body).Source)));

    public static TheoryData<string> Cases => [.. Spellings.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Predict_NaNAmongTheNumbers_GivesNaNAsTheReferenceDoes(string name)
    {
        var network = Networks.Value[Array.FindIndex(Spellings, s => s.Name == name)];
        // The first of two pairs has the NaN, before and behind the other number.
        foreach (var (first, second) in new[] { (1f, float.NaN), (float.NaN, 1f) })
        {
            float[] x = [first, second, 3, 2];
            var values = new Dictionary<string, double[]> { ["x"] = [.. x.Select(v => (double)v)] };
            var expected = Interpreter.Run(Inference.Run(network.Spec.Graph), values, 1, 0, 0, null)[ResultRole.Output, network.Spec.Graph.Results[0].Name];
            var actual = network.Predict(1, x)[0];
            Assert.Equal([true, false], actual.Select(float.IsNaN));
            Assert.Equal(expected, actual.Select(v => (double)v));
        }
    }
}
