using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Several narrow layers side by side on one value, such as the gates of a cell, and sums of such layers on two.</summary>
internal sealed class GateDraw(Drawing drawing, LayerDraw layers)
{
    private const int MostUnits = 8;

    public Statement? Draw()
    {
        var state = drawing.Variable(IsVector);
        var other = drawing.Chance(0.6) ? drawing.Variable(IsVector) : null;
        if (state is null)
            return null;
        var declarations = new List<string>();
        // Mostly as wide as the state, which can be made of them then.
        var units = drawing.Chance(0.7) ? drawing.Value(state).Shape.Last : drawing.Random.Next(1, MostUnits + 1);
        Expression[] gates = [.. Enumerable.Range(0, drawing.Random.Next(2, 5)).Select(_ => Gate(state, other, units, declarations))];
        var value = gates.Aggregate((all, gate) => drawing.Chance(0.5) ? OperatorDraw.Plus(all, gate) : OperatorDraw.Times(all, gate));
        // One that is wider or narrower than the others.
        if (drawing.Chance(0.3))
            value = OperatorDraw.Times(value, Drawing.Call("Mean", Gate(state, null, drawing.Random.Next(1, MostUnits + 1), declarations)));
        var name = drawing.NewName("v");
        return new Statement($"var {name} = {value.Text};", [name], bindings => bindings[name] = value.Build(bindings), string.Concat(declarations));
    }

    private Expression Gate(Expression state, Expression? other, int units, List<string> declarations)
    {
        var sum = Product(state, units, declarations);
        if (other is not null && drawing.Chance(0.8))
            sum = drawing.Chance(0.5) ? OperatorDraw.Plus(sum, Product(other, units, declarations)) : OperatorDraw.Plus(Product(other, units, declarations), sum);
        return drawing.Random.Next(3) switch
        {
            0 => Drawing.Call("Sigmoid", sum),
            1 => Drawing.Call("Tanh", sum),
            _ => sum,
        };
    }

    private Expression Product(Expression value, int units, List<string> declarations)
    {
        var method = layers.Product(units, drawing.Chance(0.5));
        declarations.Add(method.Declaration);
        return method.Apply(value, null, drawing.IsInStep);
    }

    private static bool IsVector(Node node) => Drawing.IsFloat(node) && node.Type.Batched && node.Shape.Rank > 0;
}
