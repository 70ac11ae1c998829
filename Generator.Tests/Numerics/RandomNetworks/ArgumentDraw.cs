using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Tests.Numerics.RandomNetworks;

// Runtime has a public type of this name in the surrounding namespace.
using ElementType = NetGen.Generator.Graphs.ElementType;

/// <summary>An argument of a call: its C#, and its value for the function in the trial graph.</summary>
internal sealed record Argument(string Text, Func<Bindings, object> Value);

/// <summary>Arguments of functions and layers by the kinds of their parameters.</summary>
internal sealed class ArgumentDraw(Drawing drawing)
{
    private static readonly float[] Floats = [0.1f, 0.25f, 0.5f, 1, 1.5f, 2, -0.5f];

    /// <summary>Arguments for the leading parameters; those behind have defaults, and are sometimes left out.</summary>
    public IReadOnlyList<Argument> Of(IReadOnlyList<FunctionParameter> parameters)
    {
        var required = parameters.TakeWhile(p => p.Default is null).Count();
        var given = drawing.Random.Next(required, parameters.Count + 1);
        var result = new List<Argument>();
        Expression? first = null;
        foreach (var parameter in parameters.Take(given))
        {
            var tensor = parameter.Kind == ParameterKind.Tensor ? Tensor(first) : null;
            first ??= tensor;
            result.Add(tensor is not null ? new Argument(tensor.Text, tensor.Build) : Of(parameter, ref first));
        }

        return [.. result, .. parameters.Skip(given).Select(p => new Argument("", _ => DefaultValues.Parse(p)))];
    }

    /// <summary>A tensor: any, or one that has to do with another argument.</summary>
    public Expression Tensor(Expression? first)
    {
        if (first is null)
            return drawing.Chance(0.3) ? Derived(drawing.Variable(Drawing.IsFloat)!) : drawing.Variable(_ => true)!;
        var shape = drawing.Value(first).Shape;
        return drawing.Random.Next(10) switch
        {
            <= 3 => drawing.Variable(n => Drawing.IsFloat(n) && n.Shape == shape && n != drawing.Value(first)) ?? OfSameShape(first),
            4 => drawing.Variable(n => n.Type.Element == ElementType.Boolean) ?? OperatorDraw.Greater(first, Drawing.Number(0.1f)),
            5 => drawing.Variable(n => n.Type.Element == ElementType.Integer) ?? OfSameShape(first),
            6 when shape.Rank > 0 => drawing.Variable(n => n.Shape == shape.Leading(shape.Rank - 1)) ?? Drawing.Call("Tanh", Folded(first)),
            7 when shape.Rank > 1 => Drawing.Call("Transpose", first),
            8 => Drawing.Number(drawing.One(Floats)),
            _ => drawing.Chance(0.3) ? OfSameShape(first) : drawing.Variable(_ => true)!,
        };
    }

    /// <summary>A value of the same shape as another one, mostly in a narrower range.</summary>
    public Expression OfSameShape(Expression value) => drawing.Random.Next(6) switch
    {
        0 => Drawing.Call("Tanh", value),
        1 => Drawing.Call("Sigmoid", value),
        2 => OperatorDraw.Plus(Drawing.Call("Softplus", value), Drawing.Number(0.25f)),
        3 => drawing.Value(value).Shape.Rank > 0 ? Drawing.Call("Softmax", value) : Drawing.Call("Cos", value),
        4 => drawing.Value(value).Shape.Rank > 0 ? Drawing.Call("LogSoftmax", value) : Drawing.Call("LogSigmoid", value),
        _ => OperatorDraw.Times(value, Drawing.Number(0.5f)),
    };

    /// <summary>A number of this kind, for a function or layer whose first argument is <paramref name="first"/>.</summary>
    public object Number(FunctionParameter parameter, Expression? first)
    {
        var shape = first is null ? Shape.Scalar : drawing.Value(first).Shape;
        return parameter.Kind switch
        {
            ParameterKind.Float => parameter.Default is not null && drawing.Chance(0.3) ? DefaultValues.Parse(parameter) : drawing.One(Floats),
            ParameterKind.Integer => Integer(parameter, shape),
            ParameterKind.Integers => Integers(shape),
            ParameterKind.Boolean => drawing.Chance(0.5),
            _ => throw new InvalidOperationException($"Nobody says how '{parameter.Name}' of kind {parameter.Kind} is drawn."),
        };
    }

    /// <summary>A number as C#.</summary>
    public static string Print(object value) => value switch
    {
        float number => Literals.Float(number),
        bool flag => flag ? "true" : "false",
        int[] numbers => string.Join(", ", numbers),
        _ => Literals.Print((int)value),
    };

    private Argument Of(FunctionParameter parameter, ref Expression? first)
    {
        if (parameter.Kind == ParameterKind.Tensors)
        {
            var head = first ??= Tensor(null);
            Expression[] parts = [head, .. Enumerable.Range(0, drawing.Random.Next(3)).Select(_ => Tensor(head))];
            return new Argument(string.Join(", ", parts.Select(p => p.Text)), bindings => (Node[])[.. parts.Select(p => p.Build(bindings))]);
        }

        var value = Number(parameter, first);
        return new Argument(Print(value), _ => value);
    }

    private Expression Derived(Expression value) =>
        drawing.Chance(0.4) ? drawing.Reshaped(value, drawing.Random.Next(1, 4)) : OfSameShape(value);

    private static Expression Folded(Expression value) => new($"Mean({value.Text}, 1)", bindings => OpRegistry.Call(bindings.Builder, "Mean", value.Build(bindings), 1)[0]);

    private int Integer(FunctionParameter parameter, Shape shape)
    {
        var candidates = new List<int> { 1, 2, 3, 4, 5, 0, -1, shape.Last };
        candidates.AddRange(shape.Sizes);
        if (parameter.Default is not null)
            candidates.Add((int)DefaultValues.Parse(parameter));
        return drawing.One(candidates);
    }

    private int[] Integers(Shape shape) => drawing.Random.Next(4) switch
    {
        0 => drawing.Factors(shape.ElementCount, drawing.Random.Next(1, 4)),
        1 => [.. Enumerable.Range(0, shape.Rank).OrderBy(_ => drawing.Random.Next())],
        2 => [2, .. shape.Sizes],
        _ => [.. Enumerable.Range(0, drawing.Random.Next(1, 4)).Select(_ => drawing.Random.Next(4))],
    };
}
