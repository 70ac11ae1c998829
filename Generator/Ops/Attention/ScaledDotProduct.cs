using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>Attention as all functions and layers of it compute it: softmax(q·kᵀ/√size + mask)·v for each head.</summary>
/// <param name="Operation">The function or layer, for messages.</param>
/// <param name="Heads">Into how many parts of equal size the last axes are divided.</param>
/// <param name="IsCausal">Whether position i sees the positions up to i only.</param>
internal sealed record ScaledDotProduct(string Operation, int Heads, bool IsCausal)
{
    // Behind the softmax it is 0 beside every score; unlike −∞ it leaves numbers where a mask forbids all positions.
    private const float Forbidden = -1e30f;

    /// <summary>Applied to the weights, positions × positions for each head; null for nothing.</summary>
    public Func<Node, Node>? OnWeights { get; init; }

    /// <summary>query […, m, d], key […, n, d], value […, n, e] → […, m, e].</summary>
    /// <param name="mask">True where a position may be seen, broadcast to the scores [heads, m, n], or [m, n] if there is one head; null for everywhere.</param>
    /// <exception cref="DefinitionException">The shapes do not fit.</exception>
    public Node Apply(GraphBuilder builder, Node query, Node key, Node value, Node? mask)
    {
        Check(query.Shape, key.Shape, value.Shape);
        var (q, k, v) = (Split(builder, query), Split(builder, key), Split(builder, value));
        var scale = (float)(1 / Math.Sqrt(q.Shape.Last));
        var scores = builder.Times(builder.Add(new BatchedMatMul(false, true), q, k), scale);
        if (IsCausal)
            scores = builder.Where(Earlier(builder, scores.Shape), scores, builder.Constant(Forbidden));
        if (mask is not null)
            scores = builder.Where(Fitting(builder, mask, scores.Shape), scores, builder.Constant(Forbidden));
        var weights = SoftmaxFunction.Of(builder, Operation, scores);
        return Merge(builder, builder.Add(new BatchedMatMul(false, false), OnWeights?.Invoke(weights) ?? weights, v), query.Shape);
    }

    /// <summary>Whether a position of the last axis is not behind that of the axis before it.</summary>
    private static Node Earlier(GraphBuilder builder, Shape scores)
    {
        var rows = builder.Reshape(builder.Number(builder.Add(new Iota(scores[scores.Rank - 2]))), Shape.Of(scores[scores.Rank - 2], 1));
        return builder.Add(new LessOrEqual(), builder.Number(builder.Add(new Iota(scores.Last))), rows);
    }

    private Node Fitting(GraphBuilder builder, Node mask, Shape scores)
    {
        if (Shape.Broadcast(mask.Shape, scores) != scores)
            throw new DefinitionException(DiagnosticIds.AttentionMask, Operation, mask.Shape, scores);
        return mask.Type.Element == ElementType.Boolean ? mask : builder.Add(new NotEqual(), builder.Number(mask), builder.Constant(0));
    }

    private void Check(Shape query, Shape key, Shape value)
    {
        foreach (var shape in new[] { query, key, value })
        {
            if (shape.Rank < 2)
                throw new DefinitionException(DiagnosticIds.TooFewAxes, Operation, "positions and features as the last two axes", shape);
            if (Heads < 1 || shape.Last % Heads != 0)
                throw new DefinitionException(DiagnosticIds.AttentionHeads, Operation, Heads, shape.Last);
        }

        var positions = query[query.Rank - 2];
        var fits = query.Last == key.Last && key.Leading(key.Rank - 1) == value.Leading(value.Rank - 1)
            && query.Leading(query.Rank - 2) == key.Leading(key.Rank - 2) && (!IsCausal || positions == key[key.Rank - 2]);
        if (!fits)
            throw new DefinitionException(DiagnosticIds.AttentionShapes, Operation, query, key, value);
    }

    // […, positions, heads · size] → […, heads, positions, size]
    private Node Split(GraphBuilder builder, Node x)
    {
        if (Heads == 1)
            return x;
        var leading = x.Shape.Rank - 2;
        var apart = builder.Reshape(x, Shape.Of([.. x.Shape.Sizes.Take(leading + 1), Heads, x.Shape.Last / Heads]));
        return builder.Add(new Transpose(HeadsFirst(leading)), apart);
    }

    private Node Merge(GraphBuilder builder, Node x, Shape query)
    {
        if (Heads == 1)
            return x;
        var leading = query.Rank - 2;
        var apart = builder.Add(new Transpose(HeadsFirst(leading)), x);
        return builder.Reshape(apart, Shape.Of([.. query.Sizes.Take(leading + 1), Heads * x.Shape.Last]));
    }

    private static EquatableArray<int> HeadsFirst(int leading) =>
        new int[] { leading + 1, leading, leading + 2 }.Aggregate(Enumerable.Range(0, leading), (axes, axis) => axes.Append(axis)).ToEquatableArray();
}
