using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class KlDivergenceFunction : OpFunction
{
    public override string Name => "KlDivergence";

    public override string Summary =>
        "Kullback–Leibler divergence of the target distribution from the predicted one, classes along the last axis.";

    public override string Formula =>
        "Σ t · (log t − x), with x the predicted log probabilities and 0·log 0 = 0; mean over the row if it has several positions";

    public override bool IsLoss => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logProbabilities", "Logarithms of the predicted probabilities, as LogSoftmax gives them."),
        new(ParameterKind.Tensor, "target", "The target's probabilities, of the same shape."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var output = Axes.RequireOne(Name, builder.Number(arguments.Tensor(0)));
        var target = builder.Number(arguments.Tensor(1));
        if (output.Shape != target.Shape)
            throw new DefinitionException(DiagnosticIds.TargetShapeDiffers, Name, output.Shape, target.Shape, output.Shape);
        // Where t is 0 the logarithm is taken of 1 instead, so that neither value nor gradient is NaN.
        var positive = builder.Add(new Greater(), target, builder.Constant(0));
        var log = builder.Add(new Log(), builder.Where(positive, target, builder.Constant(1)));
        return [builder.RowMean(builder.Sum(builder.Times(target, builder.Minus(log, output)), 1))];
    }
}
