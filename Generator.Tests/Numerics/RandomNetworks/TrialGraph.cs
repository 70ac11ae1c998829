using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Numerics.RandomNetworks;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>
/// The graph in which a random network is tried out while it is drawn. Recurrences are unrolled in it and choices are computed for all rows, so that it is a
/// second, naive way to say what the network means. Its values for a few rows tell which draws can be used further.
/// </summary>
internal sealed class TrialGraph(Random random)
{
    /// <summary>What integer inputs and labels are below.</summary>
    public const int Classes = 3;

    private const int Rows = 3;
    private const int MostElements = 200;

    /// <summary>Larger values would leave float32 and double too few common digits after some more statements.</summary>
    private const double Largest = 30;

    private readonly Dictionary<string, ReferenceTensor> _sources = new(StringComparer.Ordinal);
    private readonly List<ReferenceTensor> _values = [];
    private readonly ReferenceRows _rows = new(Rows);

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

    /// <summary>Whether a value is small enough to go on with, in both senses.</summary>
    public bool Suits(Node node) => node.Shape.ElementCount <= MostElements && Evaluate(node).All(v => double.IsFinite(v) && Math.Abs(v) <= Largest);

    /// <summary>Whether the mean of a loss and its gradients are finite and not huge, for the rows of the trial.</summary>
    public static bool Suits(Graph loss, IReadOnlyList<string> wanted, IReadOnlyDictionary<string, double[]> values)
    {
        const double LargestGradient = 1e4;
        var gradients = Generator.Passes.Autodiff.Run(loss, wanted, Generator.Passes.UnreachedPolicy.Zero);
        var run = Interpreter.Run(gradients, values, Rows);
        return gradients.Results.All(r => run[r.Value].Data.All(v => double.IsFinite(v) && Math.Abs(v) < LargestGradient));
    }

    private double[] Evaluate(Node node)
    {
        for (var id = _values.Count; id <= node.Id; id++)
        {
            var next = Builder.Nodes[id];
            _values.Add(next.Op.Evaluate(new ReferenceContext(next, [.. next.Inputs.Select(i => _values[i.Id])], name => _sources[name], Rows, 0, 0, _rows)));
        }

        return _values[node.Id].Data;
    }
}
