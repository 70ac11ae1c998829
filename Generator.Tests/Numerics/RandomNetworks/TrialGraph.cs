using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Numerics.RandomNetworks;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>
/// The graph in which a random network is tried out while it is drawn. Recurrences are unrolled in it and choices are computed for all rows, so that it is a
/// second, naive way to say what the network means. Its values for a few rows tell which draws can be used further: not those that errors of float32's size
/// would change, such as a comparison of two values that are equal but for rounding.
/// </summary>
internal sealed class TrialGraph(Random random)
{
    /// <summary>What integer inputs and labels are below.</summary>
    public const int Classes = 3;

    private const int Rows = 3;
    private const int MostElements = 200;

    /// <summary>Larger values would leave float32 and double too few common digits after some more statements.</summary>
    private const double Largest = 30;

    // Errors of one operation, and how far the errors of a whole network may move its values.
    private const double RoundingError = 4e-7;
    private const double RelativeMove = 1e-4;
    private const double AbsoluteMove = 1e-5;

    private readonly Dictionary<string, ReferenceTensor> _sources = new(StringComparer.Ordinal);
    private readonly List<TrialValue> _values = [];
    private readonly ReferenceRows _rows = new(Rows);
    private readonly ReferenceRounding _rounding = ReferenceRounding.Random(new Random(1).NextDouble, RoundingError);

    public GraphBuilder Builder { get; } = new();

    /// <summary>The values with which the network is tried out.</summary>
    public IReadOnlyDictionary<string, double[]> Sources => _sources.ToDictionary(s => s.Key, s => s.Value.Data, StringComparer.Ordinal);

    /// <param name="isTarget">Whether it lies between 0 and 1, so that it suits every loss.</param>
    public Node AddInput(string name, TensorType type, bool isTarget = false)
    {
        var data = ReferenceTensor.Create(type, Rows);
        for (var i = 0; i < data.Data.Length; i++)
            data.Data[i] = type.Element == ElementType.Integer ? Classes - 1 - (i % Classes) : isTarget ? random.NextDouble() : (random.NextDouble() * 4) - 2;
        _sources[name] = data;
        return Builder.Add(new Input(type, name));
    }

    public Node AddParameter(string name, Shape shape, ParameterTraining kind)
    {
        var node = Builder.Add(new Parameter(TensorType.Single(shape), name, kind));
        if (_sources.ContainsKey(name))
            return node;
        var data = ReferenceTensor.Create(node.Type, Rows);
        var scale = Math.Sqrt(3.0 * shape.Last / Math.Max(1, shape.ElementCount));
        for (var i = 0; i < data.Data.Length; i++)
            data.Data[i] = kind == ParameterTraining.State ? 1 : ((random.NextDouble() * 2) - 1) * scale;
        _sources.Add(name, data);
        return node;
    }

    /// <summary>Whether a value is small enough to go on with, in both senses, and does not hang on the last digits of float32.</summary>
    public bool Suits(Node node) =>
        node.Shape.ElementCount <= MostElements && Evaluate(node) is { IsSteady: true } value && value.Exact.Data.All(v => double.IsFinite(v) && Math.Abs(v) <= Largest);

    /// <summary>Whether the mean of a loss and its gradients are finite and not huge, for the rows of the trial, and no kink or tie is within rounding errors.</summary>
    public static bool Suits(Graph loss, IReadOnlyList<string> wanted, IReadOnlyDictionary<string, double[]> values)
    {
        const double LargestGradient = 1e4;
        var gradients = Generator.Passes.Autodiff.Run(loss, wanted, Generator.Passes.UnreachedPolicy.Zero);
        var run = Interpreter.Run(gradients, values, Rows);
        if (!gradients.Results.All(r => run[r.Value].Data.All(v => double.IsFinite(v) && Math.Abs(v) < LargestGradient)))
            return false;
        var moved = Interpreter.Run(gradients, values, Rows, rounding: ReferenceRounding.Random(new Random(1).NextDouble, RoundingError));
        return gradients.Results.All(r => IsClose(run[r.Value], moved[r.Value], 10));
    }

    private static bool IsClose(ReferenceTensor exact, ReferenceTensor moved, double factor = 1)
    {
        var isNumber = exact.Type.Element == ElementType.Float;
        var limit = isNumber ? factor * ((RelativeMove * exact.Data.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max()) + AbsoluteMove) : 0;
        return exact.Data.Zip(moved.Data).All(pair => pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= limit);
    }

    private TrialValue Evaluate(Node node)
    {
        for (var id = _values.Count; id <= node.Id; id++)
        {
            var next = Builder.Nodes[id];
            TrialValue[] inputs = [.. next.Inputs.Select(i => _values[i.Id])];
            var exact = Evaluate(next, [.. inputs.Select(i => i.Exact)], null);
            var moved = Evaluate(next, [.. inputs.Select(i => i.Moved)], _rounding);
            _values.Add(new TrialValue(exact, moved, inputs.All(i => i.IsSteady) && IsClose(exact, moved)));
        }

        return _values[node.Id];
    }

    private ReferenceTensor Evaluate(Node node, ReferenceTensor[] inputs, ReferenceRounding? rounding)
    {
        var result = node.Op.Evaluate(new ReferenceContext(node, inputs, name => _sources[name], Rows, 0, 0, _rows) { Rounding = rounding });
        rounding?.Apply(inputs, result);
        return result;
    }

    /// <param name="Exact">In double precision.</param>
    /// <param name="Moved">With errors in all results so far.</param>
    /// <param name="IsSteady">Whether both are about the same, here and before.</param>
    private sealed record TrialValue(ReferenceTensor Exact, ReferenceTensor Moved, bool IsSteady);
}
