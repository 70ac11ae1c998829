using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>Choices by data: <c>?:</c>, <c>switch</c>, families of layers and TopK. In the trial graph all branches are computed for all rows.</summary>
internal sealed class ChoiceDraw(Drawing drawing, ArgumentDraw arguments, LayerDraw layers)
{
    private readonly List<string> _declarations = [];

    public Statement? Draw()
    {
        _declarations.Clear();
        var input = drawing.Variable(n => Drawing.IsFloat(n) && n.Type.Batched && n.Shape.Rank > 0);
        var gate = drawing.Variable(n => Drawing.IsFloat(n) && n.Type.Batched && n.Shape is { Rank: 1, Last: >= 2 and <= 5 });
        var value = drawing.Random.Next(4) switch
        {
            _ when input is null => null,
            0 => Conditional(input),
            1 when gate is not null => Switch(gate, input),
            2 when gate is not null => Family(gate, input),
            3 when gate is not null => TopK(gate, input),
            _ => null,
        };
        if (value is null)
            return null;
        var name = drawing.NewName("v");
        return new Statement($"var {name} = {value.Text};", [name], bindings => bindings[name] = value.Build(bindings), string.Concat(_declarations));
    }

    private Expression Conditional(Expression input)
    {
        var mean = Drawing.Call("Mean", drawing.Variable(n => Drawing.IsFloat(n) && n.Type.Batched)!);
        var condition = OperatorDraw.Greater(mean, drawing.Chance(0.5) ? Drawing.Number(0.1f) : Drawing.Call("Mean", input));
        var (a, b) = (Branch(input, 2), drawing.Chance(0.15) ? Drawing.Number(0.5f) : Branch(input, 2));
        return new Expression(
            $"({condition.Text} ? {a.Text} : {b.Text})",
            bindings => bindings.Builder.Where(condition.Build(bindings), a.Build(bindings), b.Build(bindings)));
    }

    private Expression Switch(Expression gate, Expression input)
    {
        var position = Drawing.Call(drawing.One(["ArgMax", "ArgMin"]), gate);
        var classes = drawing.Value(gate).Shape.Last;
        var split = drawing.Random.Next(1, classes);
        var (first, second) = (Branch(input, 2), Branch(input, 2));
        var pattern = string.Join(" or ", Enumerable.Range(0, split).Select(Literals.Print));
        return new Expression(
            $"({position.Text} switch {{ {pattern} => {first.Text}, _ => {second.Text} }})",
            bindings => bindings.Builder.Where(
                bindings.Builder.Add(new Less(), position.Build(bindings), bindings.Builder.Constant(split)), first.Build(bindings), second.Build(bindings)));
    }

    private Expression Family(Expression gate, Expression input)
    {
        var position = Drawing.Call("ArgMax", gate);
        var experts = Experts(gate, input, out var method);
        return new Expression($"{method}({position.Text}, {input.Text})", bindings =>
        {
            var (builder, at) = (bindings.Builder, position.Build(bindings));
            var value = experts[0].Build(bindings);
            for (var i = 1; i < experts.Length; i++)
                value = builder.Where(builder.Add(new Equal(), at, builder.Constant(i)), experts[i].Build(bindings), value);
            return value;
        });
    }

    private Expression TopK(Expression gate, Expression input)
    {
        var weights = Drawing.Call(drawing.One(["Softmax", "Sigmoid"]), gate);
        var experts = Experts(gate, input, out var method);
        var count = drawing.Random.Next(1, experts.Length + 1);
        var renormalizes = drawing.Chance(0.5);
        var text = $"TopK({weights.Text}, {Literals.Print(count)}, i => {method}(i, {input.Text}){(renormalizes ? "" : ", renormalize: false")})";
        return new Expression(text, bindings =>
        {
            var builder = bindings.Builder;
            var all = Enumerable.Range(0, experts.Length).Select(i => Weight(builder, weights.Build(bindings), i)).ToArray();
            var kept = all.Select((weight, i) => builder.WhereOrZero(IsAmong(builder, all, i, count), weight)).ToArray();
            var total = renormalizes ? kept.Aggregate(builder.Plus) : builder.Constant(1);
            return experts.Select((expert, i) => builder.Times(builder.Over(kept[i], total), expert.Build(bindings))).Aggregate(builder.Plus);
        });
    }

    private static Node Weight(GraphBuilder builder, Node weights, int index) => builder.Reshape(builder.Add(new Slice(0, index, 1), weights), Shape.Scalar);

    /// <summary>Whether a weight is one of the largest, the first of equal ones.</summary>
    private static Node IsAmong(GraphBuilder builder, Node[] weights, int index, int count)
    {
        var before = weights.Select((w, i) => builder.Number(builder.Add(i < index ? new GreaterOrEqual() : new Greater(), w, weights[index]))).Where((_, i) => i != index);
        return builder.Add(new Less(), before.Aggregate(builder.Constant(0), builder.Plus), builder.Constant(count));
    }

    private Expression[] Experts(Expression gate, Expression input, out string name)
    {
        var method = drawing.Chance(0.5) ? layers.Dense(drawing.Random.Next(1, 7), isFamily: true) : layers.New(drawing.One(LayerDraw.All), input, isFamily: true);
        Declare(method);
        name = method.Name;
        return [.. Enumerable.Range(0, drawing.Value(gate).Shape.Last).Select(i => method.Apply(input, i))];
    }

    /// <summary>An expression of the shape of <paramref name="input"/>: what branches have in common.</summary>
    private Expression Branch(Expression input, int depth)
    {
        var inner = depth > 0 && drawing.Chance(0.4) ? Branch(input, depth - 1) : input;
        switch (drawing.Random.Next(5))
        {
            case 0 or 1:
                var method = layers.Dense(drawing.Value(input).Shape.Last, isFamily: false);
                Declare(method);
                return method.Apply(inner, null);
            case 2 when depth > 0:
                return Conditional(inner);
            case 3 when drawing.Variable(n => Drawing.IsFloat(n) && n.Shape == drawing.Value(input).Shape) is { } other:
                return OperatorDraw.Times(inner, other);
            default:
                return arguments.OfSameShape(inner);
        }
    }

    private void Declare(LayerDraw.Method method)
    {
        // Neither recurrences nor statistics of a batch can stand in a branch.
        if (method.IsRecurrent || method.Stages.Any(s => s.Layer is BatchNormLayer))
            throw new DefinitionException(DiagnosticIds.ChoiceAndScan, method.Name, "a branch", "it in front of the choice");
        _declarations.Add(method.Declaration);
    }
}
