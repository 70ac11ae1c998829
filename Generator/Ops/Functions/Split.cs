using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class SplitFunction : OpFunction
{
    public override string Name => "Split";

    public override string Summary => "Cuts an axis into equal parts.";

    public override string Formula => "[…, n · a] → n values […, a]";

    public override int? ResultCount => null;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integer, "parts", "The number of parts, a divisor of the axis's size."),
        Axes.Parameter,
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var parts = arguments.Integer(1);
        var axis = Axes.Resolve(Name, arguments.Integer(2), x.Shape);
        var size = x.Shape[axis];
        if (parts < 1 || size % parts != 0)
            throw new DefinitionException(DiagnosticIds.SplitUneven, parts, size, x.Shape);
        var length = size / parts;
        return [.. Enumerable.Range(0, parts).Select(i => builder.Add(new Slice(axis, i * length, length), x))];
    }
}
