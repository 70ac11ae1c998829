using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>A network while it is drawn: what there is already, and how to choose among it. A draw that is no valid definition, or whose values grow too
/// large, is dropped: that is how functions and layers find arguments that fit, without a word about any of them.</summary>
internal sealed class Drawing
{
    private int _names;

    public Drawing(Random random)
    {
        Random = random;
        Trial = new TrialGraph(random);
        Scope = new Scope(new Bindings(Trial));
    }

    public Random Random { get; }

    public TrialGraph Trial { get; }

    public GraphBuilder Builder => Trial.Builder;

    /// <summary>The block that is being drawn.</summary>
    public Scope Scope { get; set; }

    /// <summary>Whether the block is the step of a recurrence: nothing can stand there that keeps a state of its own.</summary>
    public bool IsInStep { get; set; }

    public string NewName(string prefix) => prefix + Literals.Print(_names++);

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public T One<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    /// <summary>A variable that satisfies a condition, more likely a late one; null if there is none.</summary>
    public Expression? Variable(Func<Node, bool> fits)
    {
        var fitting = Scope.Visible.Where(v => fits(v.Node)).ToArray();
        if (fitting.Length == 0)
            return null;
        var name = fitting[Math.Max(Random.Next(fitting.Length), Random.Next(fitting.Length))].Name;
        return new Expression(name, bindings => bindings[name]);
    }

    /// <summary>What an expression is in the block that is being drawn.</summary>
    public Node Value(Expression expression) => expression.Build(Scope.Bindings);

    /// <summary>Adds a statement if it is a valid one.</summary>
    public bool Try(Func<Statement?> draw)
    {
        try
        {
            var nodes = Builder.Nodes.Count;
            if (draw() is not { } statement)
                return false;
            statement.Run(Scope.Bindings);
            // A step has no statistics of the batch.
            if (IsInStep && Builder.Nodes.Skip(nodes).Any(n => !n.Type.Batched && n.Inputs.Any(i => i.Type.Batched)))
                return false;
            if (!statement.Names.All(name => Trial.Suits(Scope.Bindings[name])))
                return false;
            Scope.Statements.Add(statement);
            foreach (var name in statement.Names)
                Scope.Declare(name);
            return true;
        }
        catch (DefinitionException)
        {
            return false;
        }
    }

    /// <summary>A call of a function with these leading arguments.</summary>
    public static Expression Call(string function, params Expression[] arguments) => new(
        $"{function}({string.Join(", ", arguments.Select(a => a.Text))})",
        bindings => OpRegistry.Call(bindings.Builder, function, [.. arguments.Select(a => a.Build(bindings))])[0]);

    public static Expression Number(float value) => new(Literals.Float(value), bindings => bindings.Builder.Constant(value));

    public static bool IsFloat(Node node) => node.Type.Element == ElementType.Float;

    /// <summary>An expression in another shape with as many elements.</summary>
    public Expression Reshaped(Expression value, int axes)
    {
        var sizes = Factors(Value(value).Shape.ElementCount, axes);
        return new Expression(
            $"Reshape({value.Text}, {string.Join(", ", sizes)})",
            bindings => OpRegistry.Call(bindings.Builder, "Reshape", value.Build(bindings), sizes)[0]);
    }

    /// <summary>So many numbers with this product, in any order.</summary>
    public int[] Factors(int product, int count)
    {
        var factors = Enumerable.Repeat(1, count).ToArray();
        for (var divisor = 2; product > 1; divisor++)
        {
            for (; product % divisor == 0; product /= divisor)
                factors[Random.Next(count)] *= divisor;
        }

        return factors;
    }
}
