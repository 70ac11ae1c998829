using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class PadFunction : OpFunction
{
    public override string Name => "Pad";

    public override string Summary => "Elements of one value before and after those of an axis.";

    public override string Formula => "value before times, x, value after times";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integer, "before", "How many elements are added in front, from 0."),
        new(ParameterKind.Integer, "after", "How many elements are added behind, from 0."),
        Axes.Parameter,
        new(ParameterKind.Float, "value", "What they are.", "0f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var (before, after) = (NotNegative("before", arguments.Integer(1)), NotNegative("after", arguments.Integer(2)));
        var axis = Axes.Resolve(Name, arguments.Integer(3), x.Shape);
        var value = arguments.Float(4);
        if (value == 0)
            return [before == 0 && after == 0 ? x : builder.Add(new Pad(axis, before, after), x)];
        Node[] parts = [.. Filled(before), x, .. Filled(after)];
        return [parts.Length == 1 ? x : builder.Add(new Concat(axis), parts)];

        IEnumerable<Node> Filled(int count) => count == 0
            ? []
            : [builder.Broadcast(builder.Constant(value), x.Type with { Shape = x.Shape.With(axis, count) })];
    }

    private int NotNegative(string parameter, int value) => value >= 0
        ? value
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, parameter, value, "0 or more");
}
