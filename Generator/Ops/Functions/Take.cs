using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class TakeFunction : OpFunction
{
    public override string Name => "Take";

    public override string Summary => "Chosen elements of an axis, in any order, also several times.";

    public override string Formula => "x[…, positions, …], as NumPy's take";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        Axes.Parameter with { Default = null },
        new(ParameterKind.Integers, "positions", "Which elements, from 0, the same for every row."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var axis = Axes.Resolve(Name, arguments.Integer(1), x.Shape);
        var (positions, size) = (arguments.Integers(2), x.Shape[axis]);
        if (positions.Count == 0)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "positions", "none", "at least one number");
        if (positions.Any(position => position < 0 || position >= size))
        {
            var outside = positions.First(position => position < 0 || position >= size);
            throw new DefinitionException(DiagnosticIds.SliceOutOfRange, outside, 1, size, x.Shape);
        }

        Node[] parts = [.. positions.Select(position => builder.Add(new Slice(axis, position, 1), x))];
        return [parts.Length == 1 ? parts[0] : builder.Add(new Concat(axis), parts)];
    }
}
