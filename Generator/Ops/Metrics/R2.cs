using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class R2Function : OpFunction
{
    public override string Name => "R2";

    public override string Summary =>
        "Coefficient of determination over a data set: the share of the target's variance that the "
        + "prediction explains, averaged over its columns.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "1 − Σ(y − ŷ)² / Σ(y − ȳ)²; a row gives (y − ŷ)², y and y², whose sums finish it";

    public override string MetricKind => "R2";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "prediction", "The output, of any shape."),
        new(ParameterKind.Tensor, "target", "The target, of the output's shape."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var output = builder.Number(arguments.Tensor(0));
        var target = Targets.Match(builder, Name, output, arguments.Tensor(1));
        Node[] sums = [builder.Add(new Square(), builder.Minus(target, output)), target, builder.Add(new Square(), target)];
        return [builder.Add(new Concat(0), [.. sums.Select(s => builder.Reshape(s, Shape.Of(output.Shape.ElementCount)))])];
    }
}
