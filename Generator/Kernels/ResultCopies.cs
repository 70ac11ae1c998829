using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Puts a copy in front of each result that would share its memory with an input, a parameter, a constant or an earlier result, and of
/// those that a caller need not give memory for while others need the value.</summary>
internal static class ResultCopies
{
    /// <param name="apart">Results that get a copy in any case.</param>
    public static Graph Run(Graph graph, IReadOnlyCollection<GraphResult> apart)
    {
        var builder = new GraphBuilder();
        var mapped = new Dictionary<Node, Node>();
        foreach (var node in graph.Nodes)
            mapped[node] = builder.Add(node.Op, [.. node.Inputs.Select(i => mapped[i])]);
        var taken = new HashSet<Node>();
        foreach (var result in graph.Results)
        {
            var value = mapped[result.Value];
            var source = Access.Resolve(value);
            if (IsBorrowed(value) || !taken.Add(source) || apart.Contains(result))
                taken.Add(value = builder.Add(new Copy(value.Type with { Element = ElementType.Float }, taken.Count), value));
            builder.AddResult(result.Role, result.Name, value);
        }

        foreach (var name in graph.Names)
            builder.AddName(name.Name, mapped[name.Value]);
        return builder.Build();
    }

    /// <summary>Whether a value has no memory that a program could write: it is the caller's, or a formula.</summary>
    public static bool IsBorrowed(Node value) => Access.Resolve(value).Op is SourceOp || Access.IsFormula(value);

    /// <summary>A value repeated in memory of its own; the number keeps copies of one value apart.</summary>
    private sealed record Copy(TensorType Type, int Number) : MovementOp
    {
        public override string Mnemonic => "copy";

        public override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type;

        public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result)
        {
            var count = result.Shape.ElementCount;
            var step = inputs[0].Shape.ElementCount == 1 && count != 1 ? 0 : 1;
            return [new(0, EquatableArray.Of(count), 0, EquatableArray.Of(step), 0, EquatableArray.Of(1))];
        }
    }
}
