using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class CrossEntropyFunction : OpFunction
{
    public override string Name => "CrossEntropy";

    public override string Summary => "Cross entropy over the classes of the last axis, from logits: apply no Softmax before it.";

    public override string Formula =>
        "−Σ t·log softmax(x) (with integer labels −log softmax(x)[label]), computed from x − max x; mean over the row "
        + "if it has several positions; with smoothing s the target is (1 − s)·t + s/classes, Szegedy et al. (2016)";

    public override bool IsLoss => true;

    public override bool TakesLabels => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logits", "The output before any softmax, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
        new(ParameterKind.Float, "smoothing", "The share of the target that goes to all classes evenly, from 0 to 1.", "0f"),
    ];

    // log Σe − x[label]; with probabilities log Σe · Σt − Σ t·x. The gradient is then softmax − target without another pass over the row.
    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var logits = builder.Number(arguments.Tensor(0));
        var target = arguments.Tensor(1);
        var smoothing = Smoothing(Name, arguments.Float(2));
        Labels.Check(Name, logits, target);
        var parts = StableSoftmax.Of(builder, Name, logits);
        var normalizer = builder.Add(new Log(), parts.Sum);
        var picked = Labels.Pick(builder, parts.Shifted, target);
        var total = Labels.AreIntegers(target) ? null : builder.Sum(builder.Number(target), 1);
        if (smoothing > 0)
        {
            picked = builder.Plus(builder.Times(picked, 1 - smoothing), builder.Times(builder.Mean(parts.Shifted, 1), smoothing));
            total = total is null ? null : builder.Plus(builder.Times(total, 1 - smoothing), smoothing);
        }

        if (total is not null)
            normalizer = builder.Times(normalizer, total);
        return [builder.RowMean(builder.Minus(normalizer, picked))];
    }

    /// <summary>The share of a target that goes to all classes.</summary>
    public static float Smoothing(string function, float value) => value is >= 0 and <= 1
        ? value
        : throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, function, "smoothing", Literals.Print(value), "from 0 to 1");
}
