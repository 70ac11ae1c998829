using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class CrossEntropyFunction : OpFunction
{
    public override string Name => "CrossEntropy";

    public override string Summary => "Cross entropy over the classes of the last axis, from logits: apply no Softmax before it.";

    public override string Formula =>
        "−Σ t·log softmax(x) (with integer labels −log softmax(x)[label]), computed from x − max x; mean over the row "
        + "if it has several positions";

    public override bool IsLoss => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logits", "The output before any softmax, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
    ];

    // log Σe − x[label]; with probabilities log Σe · Σt − Σ t·x. The gradient is then softmax − target without another pass over the row.
    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var logits = builder.Number(arguments.Tensor(0));
        var target = arguments.Tensor(1);
        Labels.Check(Name, logits, target);
        var parts = StableSoftmax.Of(builder, Name, logits);
        var normalizer = builder.Add(new Log(), parts.Sum);
        if (!Labels.AreIntegers(target))
            normalizer = builder.Times(normalizer, builder.Sum(builder.Number(target), 1));
        return [builder.RowMean(builder.Minus(normalizer, Labels.Pick(builder, parts.Shifted, target)))];
    }
}
