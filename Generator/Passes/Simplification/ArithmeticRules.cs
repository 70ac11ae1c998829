using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Neutral elements, signs and constant factors.</summary>
internal static class ArithmeticRules
{
    /// <summary>x + 0, x − 0, x · 1, x / 1; a constant of a sum or product goes to the right, where the others look for it.</summary>
    public static Node? Identity(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is Add or Multiply && inputs[0].Op is Constant && inputs[1].Op is not Constant)
            return simplifier.Add(op, inputs[1], inputs[0]);
        var neutral = op switch { Add or Subtract => 0, Multiply or Divide => 1, _ => float.NaN };
        return !float.IsNaN(neutral) && Simplifier.IsConstant(inputs[1], neutral) ? Simplifier.IfTyped(inputs[0], op, inputs) : null;
    }

    /// <summary>−(−x), −where(m, x, 0), x · −1, 0 − x, x + (−y), x − (−y), (−x) · (−y), −(x − y).</summary>
    public static Node? Sign(Simplifier simplifier, Op op, Node[] inputs)
    {
        switch (op)
        {
            case Negate when Negated(inputs[0]) is { } x:
                return x;
            case Negate when inputs[0].Op is Where && Simplifier.IsConstant(inputs[0].Inputs[2], 0):
                return simplifier.Add(inputs[0].Op, inputs[0].Inputs[0], simplifier.Add(op, inputs[0].Inputs[1]), inputs[0].Inputs[2]);
            case Negate when inputs[0].Op is Subtract:
                return simplifier.Add(new Subtract(), inputs[0].Inputs[1], inputs[0].Inputs[0]);
            case Multiply when Simplifier.IsConstant(inputs[1], -1):
                return simplifier.Add(new Negate(), inputs[0]);
            case Subtract when Simplifier.IsConstant(inputs[0], 0):
                return simplifier.Add(new Negate(), inputs[1]);
            case Subtract when Negated(inputs[1]) is { } y:
                return simplifier.Add(new Add(), inputs[0], y);
            case Add when Negated(inputs[1]) is { } y:
                return simplifier.Add(new Subtract(), inputs[0], y);
            case Add when Negated(inputs[0]) is { } x:
                return simplifier.Add(new Subtract(), inputs[1], x);
            case Multiply or Divide when Negated(inputs[0]) is { } x && Negated(inputs[1]) is { } y:
                return simplifier.Add(op, x, y);
            default:
                return null;
        }
    }

    /// <summary>Constant factors meet: (x · a) · b, (−x) · a, −(x · a).</summary>
    public static Node? Scale(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is Multiply && inputs[1].Op is Constant { Value: var factor })
        {
            if (Scaled(inputs[0]) is ({ } x, var inner))
                return simplifier.Add(op, x, simplifier.Constant(inner * factor));
            if (Negated(inputs[0]) is { } y)
                return simplifier.Add(op, y, simplifier.Constant(-factor));
        }

        return op is Negate && Scaled(inputs[0]) is ({ } z, var scale)
            ? simplifier.Add(new Multiply(), z, simplifier.Constant(-scale))
            : null;
    }

    /// <summary>Factors that are the same for all elements meet in front: u · (v · x) = (u · v) · x and (u · x) · a = (u · a) · x for
    /// uniform u and v.
    /// Constants of other products move outward, where they meet: y · (x · a) = (y · x) · a.</summary>
    public static Node? Collect(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not Multiply || inputs[0].Op is Constant)
            return null;
        for (var i = 0; i < 2; i++)
        {
            var (x, y) = (inputs[i], inputs[1 - i]);
            if (x.Op is not Multiply || IsUniform(x))
                continue;
            if (IsUniform(y) && UniformFactor(x) is ({ } factor, { } other))
                return simplifier.Add(op, simplifier.Add(op, factor, y), other);
            if (y.Op is not Constant && Scaled(x) is ({ } inner, var scale))
                return simplifier.Add(op, simplifier.Add(op, inner, y), simplifier.Constant(scale));
        }

        return null;
    }

    /// <summary>One number for the whole batch, known only when it runs: its arithmetic costs nothing beside that of an element.</summary>
    private static bool IsUniform(Node node) => !node.Type.Batched && node.Shape.Rank == 0;

    private static (Node? Factor, Node? Other) UniformFactor(Node product)
    {
        var first = product.Inputs[0];
        var second = product.Inputs[1];
        if (IsUniform(first))
            return (first, second);
        return IsUniform(second) && second.Op is not Constant ? (second, first) : (null, null);
    }

    private static Node? Negated(Node node) => node.Op is Negate ? node.Inputs[0] : null;

    private static (Node? Value, float Factor) Scaled(Node node) =>
        node.Op is Multiply && node.Inputs[1].Op is Constant constant ? (node.Inputs[0], constant.Value) : (null, 0);
}
