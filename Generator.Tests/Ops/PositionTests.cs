using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Ops;

/// <summary>Positions where there is more than one answer or none: ties, NaN, infinities.</summary>
public sealed class PositionTests
{
    private const float Nan = float.NaN, Inf = float.PositiveInfinity;

    private static readonly Lazy<CompiledNetwork> Network = new(() => CompiledNetwork.Compile("""
        using NetGen;
        using static NetGen.Ops;

        [Network]
        public partial class Positions
        {
            [Forward] private (Tensor Largest, Tensor Smallest) Define([Shape(4)] Tensor x) => (ArgMax(x), ArgMin(x));
        }
        """));

    public static TheoryData<float[], int, int> Rows() => new()
    {
        { [3, 3, 1, 1], 0, 2 },
        { [0, 0, 0, 0], 0, 0 },
        { [Nan, 1, 2, 0], 2, 3 },
        { [5, Nan, 5, 6], 3, 0 },
        { [Nan, Nan, Nan, Nan], 0, 0 },
        { [-Inf, -Inf, Nan, -Inf], 0, 0 },
        { [Inf, 0, Inf, -Inf], 0, 3 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Position_OfTiesAndNaN_IsTheLowestThatRanksFirst(float[] row, int largest, int smallest)
    {
        var predicted = Network.Value.Predict(1, row);
        Assert.Equal([largest], predicted[0]);
        Assert.Equal([smallest], predicted[1]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Position_InTheReference_IsTheSame(float[] row, int largest, int smallest)
    {
        var builder = new GraphBuilder();
        var x = builder.Add(new Input(TensorType.Sample(Shape.Of(4)), "x"));
        builder.AddResult(ResultRole.Output, "max", OpRegistry.Call(builder, "ArgMax", x)[0]);
        builder.AddResult(ResultRole.Output, "min", OpRegistry.Call(builder, "ArgMin", x)[0]);
        var run = Interpreter.Run(builder.Build(), new Dictionary<string, double[]> { ["x"] = [.. row.Select(v => (double)v)] }, 1);
        Assert.Equal([largest], run[ResultRole.Output, "max"]);
        Assert.Equal([smallest], run[ResultRole.Output, "min"]);
    }
}
