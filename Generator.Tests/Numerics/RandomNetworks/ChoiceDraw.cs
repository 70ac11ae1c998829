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
            0 => Conditional(input, null, 2),
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

    /// <param name="reach">Whether a row comes to this choice; null for all rows.</param>
    private Expression Conditional(Expression input, Expression? reach, int depth)
    {
        var mean = Drawing.Call("Mean", drawing.Variable(n => Drawing.IsFloat(n) && n.Type.Batched)!);
        var condition = OperatorDraw.Greater(mean, drawing.Chance(0.5) ? Drawing.Number(0.1f) : Drawing.Call("Mean", input));
        if (drawing.Chance(0.4))
            condition = Bounded(condition, Places.Draw(drawing), reach);
        var a = Branch(input, depth, Within(reach, condition));
        var b = drawing.Chance(0.15) ? Drawing.Number(0.5f) : Branch(input, depth, Within(reach, Not(condition)));
        return new Expression(
            $"({condition.Text} ? {a.Text} : {b.Text})",
            bindings => bindings.Builder.Where(condition.Build(bindings), a.Build(bindings), b.Build(bindings)));
    }

    private static Expression Bounded(Expression condition, float capacity, Expression? reach) => new(
        $"WithCapacity({condition.Text}, {Literals.Float(capacity)})", bindings => Places.Of(bindings, condition.Build(bindings), capacity, 2, reach: reach));

    private static Expression Not(Expression condition) => new($"!{condition.Text}", bindings => bindings.Builder.Add(new Not(), condition.Build(bindings)));

    private static Expression Within(Expression? reach, Expression condition) =>
        reach is null ? condition : new("", bindings => bindings.Builder.Add(new And(), reach.Build(bindings), condition.Build(bindings)));

    private Expression Switch(Expression gate, Expression input)
    {
        var position = Drawing.Call(drawing.One(["ArgMax", "ArgMin"]), gate);
        var classes = drawing.Value(gate).Shape.Last;
        var split = drawing.Random.Next(1, classes);
        var isFirst = new Expression("", bindings => bindings.Builder.Add(new Less(), position.Build(bindings), bindings.Builder.Constant(split)));
        if (drawing.Chance(0.4))
            return BoundedSwitch(position, classes, split, isFirst, input);
        var (first, second) = (Branch(input, 2, isFirst), Branch(input, 2, Not(isFirst)));
        return new Expression(
            $"({position.Text} switch {{ {Pattern(0, split)} => {first.Text}, _ => {second.Text} }})",
            bindings => bindings.Builder.Where(isFirst.Build(bindings), first.Build(bindings), second.Build(bindings)));
    }

    private Expression BoundedSwitch(Expression position, int classes, int split, Expression isFirst, Expression input)
    {
        var capacity = Places.Draw(drawing);
        var hasPlace = new Expression("", bindings => Places.OfPosition(bindings, position.Build(bindings), capacity, classes));
        var (first, second) = (Branch(input, 2, Within(hasPlace, isFirst)), Branch(input, 2, Within(hasPlace, Not(isFirst))));
        var rest = drawing.Chance(0.3) ? Drawing.Number(0.5f) : Branch(input, 2, Not(hasPlace));
        return new Expression(
            $"(WithCapacity({position.Text}, {Literals.Float(capacity)}) switch {{ {Pattern(0, split)} => {first.Text}, {Pattern(split, classes)} => {second.Text}, _ => {rest.Text} }})",
            bindings =>
            {
                var chosen = bindings.Builder.Where(isFirst.Build(bindings), first.Build(bindings), second.Build(bindings));
                return bindings.Builder.Where(hasPlace.Build(bindings), chosen, rest.Build(bindings));
            });
    }

    private static string Pattern(int first, int end) => string.Join(" or ", Enumerable.Range(first, end - first).Select(Literals.Print));

    private Expression Family(Expression gate, Expression input)
    {
        var position = Drawing.Call("ArgMax", gate);
        var experts = Experts(gate, input, out var method);
        float? capacity = drawing.Chance(0.4) ? Places.Draw(drawing) : null;
        var index = capacity is { } bound ? $"WithCapacity({position.Text}, {Literals.Float(bound)})" : position.Text;
        return new Expression($"{method}({index}, {input.Text})", bindings =>
        {
            var (builder, at) = (bindings.Builder, position.Build(bindings));
            var value = experts[0].Build(bindings);
            for (var i = 1; i < experts.Length; i++)
                value = builder.Where(builder.Add(new Equal(), at, builder.Constant(i)), experts[i].Build(bindings), value);
            return capacity is { } most ? builder.WhereOrZero(Places.OfPosition(bindings, at, most, experts.Length), value) : value;
        });
    }

    private Expression TopK(Expression gate, Expression input)
    {
        var weights = Drawing.Call(drawing.One(["Softmax", "Sigmoid"]), gate);
        var experts = Experts(gate, input, out var method);
        var count = drawing.Random.Next(1, experts.Length + 1);
        var renormalizes = drawing.Chance(0.5);
        float? capacity = drawing.Chance(0.4) ? Places.Draw(drawing) : null;
        var bound = capacity is { } factor ? $", capacity: {Literals.Float(factor)}" : "";
        var text = $"TopK({weights.Text}, {Literals.Print(count)}, i => {method}(i, {input.Text}){(renormalizes ? "" : ", renormalize: false")}{bound})";
        return new Expression(text, bindings =>
        {
            var builder = bindings.Builder;
            var all = Enumerable.Range(0, experts.Length).Select(i => Weight(builder, weights.Build(bindings), i)).ToArray();
            var chosen = all.Select((_, i) => IsAmong(builder, all, i, count)).ToArray();
            var total = renormalizes ? all.Select((weight, i) => builder.WhereOrZero(chosen[i], weight)).Aggregate(builder.Plus) : builder.Constant(1);
            var kept = capacity is { } most ? [.. chosen.Select(c => Places.Of(bindings, c, most, experts.Length, count))] : chosen;
            return experts.Select((expert, i) => builder.WhereOrZero(kept[i], builder.Times(builder.Over(all[i], total), expert.Build(bindings)))).Aggregate(builder.Plus);
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
    private Expression Branch(Expression input, int depth, Expression reach)
    {
        var inner = depth > 0 && drawing.Chance(0.4) ? Branch(input, depth - 1, reach) : input;
        switch (drawing.Random.Next(5))
        {
            case 0 or 1:
                var method = layers.Dense(drawing.Value(input).Shape.Last, isFamily: false);
                Declare(method);
                return method.Apply(inner, null);
            case 2 when depth > 0:
                return Conditional(inner, reach, depth - 1);
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
