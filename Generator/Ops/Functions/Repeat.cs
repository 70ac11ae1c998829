using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class RepeatFunction : OpFunction
{
    public override string Name => "Repeat";

    public override string Summary => "Each element of an axis several times in a row.";

    public override string Formula => "x₀, x₀, …, x₁, x₁, …, as NumPy's repeat";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "x", "The values."),
        new(ParameterKind.Integer, "count", "How often, at least once."),
        Axes.Parameter,
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var x = builder.Number(arguments.Tensor(0));
        var count = arguments.Integer(1);
        if (count < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "count", count, "at least 1");
        var axis = Axes.Resolve(Name, arguments.Integer(2), x.Shape);
        int[] sizes = [.. x.Shape.Sizes];
        int[] once = [.. sizes.Select(_ => 1)];
        return [Repeating.Each(builder, x, sizes, before: once, after: [.. once.Select((one, i) => i == axis ? count : one)])];
    }
}
