using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class GaussianNllFunction : OpFunction
{
    private const float HalfLogTwoPi = 0.918938533f;

    public override string Name => "GaussianNll";

    public override string Summary => "Negative log likelihood of a normal distribution whose mean and standard deviation are outputs.";

    public override string Formula =>
        "mean over the row of log sigma + ((target − mean) / sigma)² / 2 + log(2π) / 2; Nix and Weigend (1994)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "mean", "The predicted mean."),
        new(
            ParameterKind.Tensor, "sigma",
            "The predicted standard deviation (not the variance), positive; of the mean's shape, or broadcast to it."),
        new(ParameterKind.Tensor, "target", "The target, of the mean's shape."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (mean, sigma) = (builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)));
        if (Shape.Broadcast(mean.Shape, sigma.Shape) != mean.Shape)
            throw new DefinitionException(DiagnosticIds.ShapesDoNotBroadcast, Name, mean.Shape, sigma.Shape);
        var target = Targets.Match(builder, Name, mean, arguments.Tensor(2));
        var error = builder.Over(builder.Minus(target, mean), sigma);
        var half = builder.Times(builder.Add(new Square(), error), 0.5f);
        var loss = builder.Plus(builder.Plus(half, builder.Add(new Log(), sigma)), HalfLogTwoPi);
        return [builder.RowMean(loss)];
    }
}
