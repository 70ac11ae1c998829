using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Ops;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>A tensor argument of a case: batched data, or a parameter that is the same for all rows; or integer labels below
/// Classes.</summary>
internal sealed record TensorArgument(Shape Shape, bool Batched = true, double Low = -2, double High = 2, int Classes = 0)
{
    public TensorType Type => new(Classes > 0 ? ElementType.Integer : ElementType.Float, Batched, Shape);

    public double[] Draw(Random random, int batch)
    {
        var count = (Batched ? batch : 1) * Shape.ElementCount;
        return [.. Enumerable.Range(0, count).Select(_ => Classes > 0 ? random.Next(Classes) : Low + (random.NextDouble() * (High - Low)))];
    }
}

/// <summary>A call of a function, whose tensors become sources t0, t1, …; other arguments are passed as they are.</summary>
internal sealed record OpCase(string Function, params object[] Arguments)
{
    public IReadOnlyList<TensorArgument> Tensors =>
        [.. Arguments.SelectMany(a => a switch { TensorArgument t => [t], TensorArgument[] ts => ts, _ => Array.Empty<TensorArgument>() })];

    public IReadOnlyList<string> FloatNames => [.. Tensors.Select((t, i) => (t, i)).Where(p => p.t.Classes == 0).Select(p => $"t{p.i}")];

    /// <summary>The graph of the call; several results are concatenated into the output y.</summary>
    public Graph Build()
    {
        var builder = new GraphBuilder();
        var next = 0;
        Node Source(TensorArgument tensor)
        {
            var name = $"t{next++}";
            return builder.Add(tensor.Batched ? new Input(tensor.Type, name) : new Parameter(tensor.Type, name));
        }

        var arguments = Arguments.Select(a => a switch
        {
            TensorArgument tensor => Source(tensor),
            TensorArgument[] tensors => (Node[])[.. tensors.Select(Source)],
            _ => a,
        });
        var results = OpRegistry.Call(builder, Function, [.. arguments]);
        var output = results.Count == 1 ? results[0] : OpRegistry.Call(builder, "Concat", results)[0];
        builder.AddResult(ResultRole.Output, "y", output);
        return builder.Build();
    }

    public override string ToString() => $"{Function}({string.Join(", ", Arguments.Select(Print))})";

    private static string Print(object argument) => argument switch
    {
        TensorArgument tensor => tensor.Type.ToString(),
        TensorArgument[] tensors => string.Join(", ", tensors.Select(Print)),
        IEnumerable<int> sizes => $"[{string.Join(", ", sizes)}]",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{argument}"),
    };
}
