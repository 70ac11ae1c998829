using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class RmseFunction : OpFunction
{
    public override string Name => "Rmse";

    public override string Summary => "Root of the mean squared error over a data set, in the unit of the target.";

    public override bool? HigherIsBetter => false;

    public override string Formula => "√(Σ (y − ŷ)² / n) over all rows and elements; a row gives (y − ŷ)², whose sums finish it";

    public override string MetricKind => "Rmse";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensor, "prediction", "The output, of any shape."), new(ParameterKind.Tensor, "target", "The target, of the output's shape.")];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var output = builder.Number(arguments.Tensor(0));
        var error = builder.Minus(Targets.Match(builder, Name, output, arguments.Tensor(1)), output);
        return [builder.Reshape(builder.Add(new Square(), error), Shape.Of(output.Shape.ElementCount))];
    }
}
