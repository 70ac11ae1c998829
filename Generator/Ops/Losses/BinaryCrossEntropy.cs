using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class BinaryCrossEntropyFunction : PairedFunction
{
    public override string Name => "BinaryCrossEntropy";

    public override string Summary => "Cross entropy of independent yes-or-no answers, from logits: apply no Sigmoid before it.";

    public override string Formula =>
        "mean over the row of −t·log σ(x) − (1 − t)·log(1 − σ(x)), computed as max(x, 0) − x·t + log1p(exp(−|x|)), which does not overflow; "
        + "with smoothing s the target is (1 − s)·t + s/2";

    public override bool IsLoss => true;

    protected override FunctionParameter Output => new(ParameterKind.Tensor, "logits", "The output before any sigmoid.");

    protected override IReadOnlyList<FunctionParameter> Further =>
        [new(ParameterKind.Float, "smoothing", "The share of the target that goes to both answers evenly, from 0 to 1.", "0f")];

    protected override Node Compare(GraphBuilder builder, Node output, Node target, FunctionArguments arguments)
    {
        var smoothing = CrossEntropyFunction.Smoothing(Name, arguments.Float(2));
        if (smoothing > 0)
            target = builder.Plus(builder.Times(target, 1 - smoothing), smoothing / 2);
        return builder.Minus(builder.Add(new Softplus(), output), builder.Times(output, target));
    }
}
