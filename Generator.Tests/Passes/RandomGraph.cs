using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Tests.Passes;

using static GraphFixture;

/// <summary>Graphs grown at random over inputs x [2, 3] and s, parameters w [3, 3] and b [3], with one output y.</summary>
internal static class RandomGraph
{
    public static Graph Grow(Random random) => DeadCode.Run(Build(b =>
    {
        // Squashed at each step, so that no value grows out of what differences can resolve.
        var pool = new List<Node> { b.Input("x", 2, 3), b.Input("s"), b.Parameter("w", 3, 3), b.Parameter("b", 3), b.Constant(1), b.Constant(0), b.Constant(-0.5f) };
        for (var i = 0; i < 14; i++)
        {
            if (Step(b, random, pool) is { } node)
                pool.Add(node);
        }

        var last = pool.Last(n => n.Op is not (Constant or SourceOp));
        b.Output("y", b.Plus(b.Call("Sum", last), b.Call("Mean", pool[random.Next(4)])));
    }));

    private static Node? Step(GraphBuilder b, Random random, List<Node> pool)
    {
        var (x, y) = (pool[random.Next(pool.Count)], pool[random.Next(pool.Count)]);
        switch (random.Next(14))
        {
            case 0: return b.Call("Tanh", x);
            case 1: return b.Call("Sigmoid", x);
            case 2: return b.Negate(x);
            case 3: return b.Call("Softplus", x);
            case 4: return x.Shape.Rank > 0 ? b.Call("Softmax", x) : null;
            case 5: return x.Shape.Rank > 0 ? b.Call("Sum", x, 1, random.Next(2) == 0) : null;
            case 6: return x.Shape.Rank > 0 ? b.Call("ReduceMax", b.Call("Tanh", x), 1, true) : null;
            case 7: return x.Shape.Rank == 2 ? b.Call("Transpose", x) : b.Call("Flatten", x);
            case 8: return x.Shape.Last == 3 && x.Shape.Rank > 0 ? b.Call("Tanh", b.Add(new MatMul(false), x, pool[2])) : null;
            case 9: return x.Shape.Rank > 0 ? b.Add(new Concat(x.Shape.Rank - 1), b.Call("Slice", x, x.Shape.Last - 1, 1), x) : null;
            default: return Combine(b, random, x, y);
        }
    }

    private static Node? Combine(GraphBuilder b, Random random, Node x, Node y)
    {
        if (Shape.Broadcast(x.Shape, y.Shape) is not { ElementCount: < 60 })
            return null;
        return random.Next(5) switch
        {
            0 => b.Plus(x, y),
            1 => b.Minus(x, y),
            2 => b.Call("Tanh", b.Times(x, y)),
            3 => b.Over(x, b.Plus(b.Call("Square", b.Call("Tanh", y)), 1)),
            _ => b.Where(b.Add(new Greater(), x, b.Constant(0.1f)), x, b.Negate(y)),
        };
    }
}
